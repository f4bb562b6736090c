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
 * Finds the quoted values of a broken text. A quote that is not closed ends at the quote that opens the next value, so
 * the parser complains lines later.
 */
final class QuotedScalars {

    private final String text;

    QuotedScalars(String text) {
        this.text = text;
    }

    /** Where the quoted value opens that ends in a line and begins above it. */
    Optional<Mark> openedAbove(int line) {
        return last(line)
                .filter(token ->
                        token.getStartMark().getLine() < token.getEndMark().getLine()
                                && token.getEndMark().getLine() == line)
                .map(Token::getStartMark);
    }

    /** Whether a quoted value ends in the line of a place, before that place. */
    boolean endsBefore(Mark place) {
        return last(place.getLine())
                .filter(token -> token.getEndMark().getLine() == place.getLine()
                        && token.getEndMark().getIndex() <= place.getIndex())
                .isPresent();
    }

    /** The last quoted value that begins at or above a line, and ends where the text is broken. */
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
            // The text is broken; what was read up to here counts.
        }
        return Optional.ofNullable(found);
    }
}
