"""The releases a request can be answered from: the one being served, and past ones, loaded when asked for."""
