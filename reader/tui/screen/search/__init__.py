"""The search screen: a query, its hits as a concordance or by article, and what keys do to them."""
