"""Says which days a date in a file may mean; knows nothing of relations."""
