"""The benchmark: measures the product beside other search engines, and writes down what it found. No part of the product."""
