package io.jenkins.plugins.kamal.engine.config.yaml;

import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.scanner.ScannerImpl;
import org.yaml.snakeyaml.tokens.ScalarToken;
import org.yaml.snakeyaml.tokens.Token;

/**
 * Finds the quoted values in a text with a syntax error. An unclosed quote extends to the quote that opens the next
 * value, so the parser reports the error several lines later.
 */
final class QuotedScalars {

    private final String text;

    QuotedScalars(String text) {
        this.text = text;
    }

    /** The opening quote of the value that ends in the given line and begins above that line. */
    Optional<Mark> openedAbove(int line) {
        return last(line)
                .filter(token ->
                        token.getStartMark().getLine() < token.getEndMark().getLine()
                                && token.getEndMark().getLine() == line)
                .map(Token::getStartMark);
    }

    /** Whether a quoted value ends before the given place, in the same line. */
    boolean endsBefore(Mark place) {
        return last(place.getLine())
                .filter(token -> token.getEndMark().getLine() == place.getLine()
                        && token.getEndMark().getIndex() <= place.getIndex())
                .isPresent();
    }

    /** The last quoted value that begins in or above a line, searched up to the place where the text is broken. */
    private Optional<ScalarToken> last(int line) {
        ScalarToken found = null;
        try {
            ScannerImpl scanner = new ScannerImpl(new StreamReader(text), new LoaderOptions());
            while (scanner.checkToken()) {
                Token token = scanner.getToken();
                if (token.getStartMark().getLine() > line) {
                    break;
                }
                if (token instanceof ScalarToken scalar
                        && (scalar.getStyle() == ScalarStyle.SINGLE_QUOTED
                                || scalar.getStyle() == ScalarStyle.DOUBLE_QUOTED)
                        && (found == null
                                || found.getStartMark().getLine()
                                        == found.getEndMark().getLine()
                                || found.getEndMark().getLine() < line)) {
                    found = scalar;
                }
            }
        } catch (YAMLException broken) {
            // The rest of the text is broken; the values found so far count.
        }
        return Optional.ofNullable(found);
    }
}
