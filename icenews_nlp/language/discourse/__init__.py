"""What an article says as a whole: clusters of mentions, roles of persons, quotations and their speakers, credits."""
