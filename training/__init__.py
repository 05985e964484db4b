"""Training of the classifier that the package ships; needs scikit-learn (extra `train`) and the shared data."""
