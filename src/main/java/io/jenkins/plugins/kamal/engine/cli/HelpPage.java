package io.jenkins.plugins.kamal.engine.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The help of a command, with one spelling of each name. An option can also be written with underscores, and a command of
 * two words with hyphens; docs/commands.md says so once.
 */
final class HelpPage extends Help {

    private static final Pattern WITH_UNDERSCORES = Pattern.compile(", --(?:\\[no-\\])?[a-z-]*_[a-z_-]*");

    HelpPage(CommandSpec command, ColorScheme colors) {
        super(command, colors);
    }

    @Override
    public IOptionRenderer createDefaultOptionRenderer() {
        IOptionRenderer renderer = super.createDefaultOptionRenderer();
        return (option, labels, colors) -> Stream.of(renderer.render(option, labels, colors))
                .map(row -> Stream.of(row).map(HelpPage::withoutAlias).toArray(Text[]::new))
                .toArray(Text[][]::new);
    }

    private static Text withoutAlias(Text names) {
        Matcher alias = WITH_UNDERSCORES.matcher(names.plainString());
        return alias.find() ? names.substring(0, alias.start()).concat(names.substring(alias.end())) : names;
    }

    @Override
    public Text commandNamesText(String separator) {
        return colorScheme().commandText(commandSpec().name());
    }
}
