"""Cases of the catalog judged: what the method says beside what history showed, and a copy to work on."""
