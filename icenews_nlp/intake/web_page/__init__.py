"""One web page in, one article out."""
