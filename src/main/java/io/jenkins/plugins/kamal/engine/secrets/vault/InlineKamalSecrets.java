package io.jenkins.plugins.kamal.engine.secrets.vault;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.ruby.Shellwords;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.CommandSubstitution;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.SecretsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Answers {@code $(kamal secrets fetch ...)} and {@code $(kamal secrets extract ...)} itself and leaves other commands
 * to another substitution, as Kamal does (its {@code lib/kamal/secrets/dotenv/inline_command_substitution.rb}).
 */
public final class InlineKamalSecrets implements CommandSubstitution {

    private static final Pattern INLINE = Pattern.compile("\\A\\s*kamal\\s*secrets\\s+[\\s\\S]*\\z");

    private final Vaults vaults;
    private final CommandSubstitution others;

    /** Creates a substitution that asks these vaults, and passes other commands on to {@code others}. */
    public InlineKamalSecrets(Vaults vaults, CommandSubstitution others) {
        this.vaults = vaults;
        this.others = others;
    }

    @Override
    public Result run(String commandLine, Map<String, String> environment) throws InterruptedException {
        if (!INLINE.matcher(commandLine).matches()) {
            return others.run(commandLine, environment);
        }
        List<String> words = Shellwords.split(commandLine)
                .orElseThrow(() -> new SecretsException(
                        "a quote in a `kamal secrets` command is not closed: add the missing quote"));
        List<String> rest = words.subList(Math.min(3, words.size()), words.size());
        return switch (words.size() > 2 ? words.get(2) : "") {
            case "fetch" -> Result.of(Shellwords.escape(fetch(rest)));
            case "extract" -> Result.of(extract(rest));
            default ->
                throw new SecretsException("only `kamal secrets fetch` and `kamal secrets extract` can stand in"
                        + " $(...) of a secrets file");
        };
    }

    private String fetch(List<String> words) throws InterruptedException {
        Options options = Options.of(words);
        String adapter = options.adapter();
        if (adapter == null) {
            throw new SecretsException("`kamal secrets fetch` needs to know the vault: add --adapter");
        }
        return vaults.fetch(adapter, options.account(), options.from(), options.names());
    }

    private static String extract(List<String> words) {
        List<String> names =
                words.stream().filter(word -> !word.equals("--inline")).toList();
        if (names.size() != 2) {
            throw new SecretsException("`kamal secrets extract` takes a name and what was fetched, but was given "
                    + names.size() + " words: write $(kamal secrets extract NAME $FETCHED), with FETCHED set on an"
                    + " earlier line of the same file");
        }
        return Vaults.extract(names.get(0), names.get(1));
    }

    private record Options(
            @CheckForNull String adapter,
            @CheckForNull String account,
            @CheckForNull String from,
            List<String> names) {

        static Options of(List<String> words) {
            String adapter = null;
            String account = null;
            String from = null;
            List<String> names = new ArrayList<>();
            for (int at = 0; at < words.size(); at++) {
                String word = words.get(at);
                int equals = word.startsWith("--") ? word.indexOf('=') : -1;
                String name = equals < 0 ? word : word.substring(0, equals);
                switch (name) {
                    case "--adapter", "-a", "--account", "--from" -> {
                        String value = equals < 0 ? value(words, ++at, name) : word.substring(equals + 1);
                        adapter = name.equals("--adapter") || name.equals("-a") ? value : adapter;
                        account = name.equals("--account") ? value : account;
                        from = name.equals("--from") ? value : from;
                    }
                    case "--inline" -> {}
                    default -> names.add(name(word));
                }
            }
            return new Options(adapter, account, from, names);
        }

        private static String value(List<String> words, int at, String option) {
            if (at >= words.size()) {
                throw new SecretsException("`kamal secrets fetch`: " + option + " needs a value");
            }
            return words.get(at);
        }

        private static String name(String word) {
            if (word.startsWith("-")) {
                throw new SecretsException("`kamal secrets fetch` has no option " + word);
            }
            return word;
        }
    }
}
