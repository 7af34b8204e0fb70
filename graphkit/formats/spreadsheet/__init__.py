"""A dataset as tables for a spreadsheet: a folder of CSV files, or a workbook."""
