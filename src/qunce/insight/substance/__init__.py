"""What a text offers to somebody who must answer it, as hints with the words that caused them."""
