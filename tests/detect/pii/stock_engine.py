"""What a stock Presidio engine needs to run recognisers that need no language model."""

from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine


class NoNlp(NlpEngine):
    """An engine without a model: what a recogniser must do without here."""

    def load(self):
        pass

    def is_loaded(self):
        return True

    def process_text(self, text, language):
        return NlpArtifacts([], [], [], [], self, language)

    def process_batch(self, texts, language, **kwargs):
        return ((text, self.process_text(text, language)) for text in texts)

    def is_stopword(self, word, language):
        return False

    def is_punct(self, word, language):
        return False

    def get_supported_entities(self):
        return []

    def get_supported_languages(self):
        return ["en", "fr", "zh"]
