"""Jobs that fetch and check what is due; results, scores and summaries."""
