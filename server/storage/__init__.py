"""Where finished recordings lie: on the local disk, or in a store that speaks S3, behind one interface."""
