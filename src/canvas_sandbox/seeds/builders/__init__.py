"""Files made by code: what a seed plants as PDFs, Office documents, pictures and media."""
