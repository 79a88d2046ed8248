"""What a reader is told, without a screen: texts, sentences and Swedish formats."""
