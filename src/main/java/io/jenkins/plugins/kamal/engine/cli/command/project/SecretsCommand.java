package io.jenkins.plugins.kamal.engine.cli.command.project;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.cli.command.CommandGroup;
import io.jenkins.plugins.kamal.engine.cli.run.LoadedProject;
import io.jenkins.plugins.kamal.engine.cli.run.ProcessContext;
import io.jenkins.plugins.kamal.engine.cli.run.RevealedSecrets;
import io.jenkins.plugins.kamal.engine.ruby.Shellwords;
import io.jenkins.plugins.kamal.engine.secrets.Redactor;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.Secrets;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.SecretsException;
import io.jenkins.plugins.kamal.engine.secrets.vault.LocalVaultTool;
import io.jenkins.plugins.kamal.engine.secrets.vault.Vaults;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code secrets …} ({@code lib/kamal/cli/secrets.rb}). */
@Command(name = "secrets", description = "Fetches secrets from a vault and prints them.")
public final class SecretsCommand extends CommandGroup {

    /** The form in which a secret is printed. */
    static final class Inline {

        @Option(names = "--inline", negatable = true, hidden = true, description = "Print the result as one shell word")
        private boolean wanted;
    }

    /** The vault and the account. */
    static final class Vault {

        @Option(
                names = {"-a", "--adapter"},
                required = true,
                paramLabel = "NAME",
                description = "1password, lastpass, bitwarden, bitwarden-sm, aws_secrets_manager, gcp, doppler,"
                        + " enpass or passbolt")
        private String adapter = "";

        @Option(names = "--account", paramLabel = "NAME", description = "The account, if the vault has several")
        @CheckForNull
        private String account;

        @Option(names = "--from", paramLabel = "NAME", description = "The vault, folder or project to look in")
        @CheckForNull
        private String from;
    }

    @Command(name = "fetch", description = "Prints secrets from a vault as JSON.")
    int fetch(
            @Mixin Vault vault,
            @Mixin Inline inline,
            @Parameters(arity = "0..*", paramLabel = "SECRET", description = "Their names") List<String> names) {
        return engine("fetch").reveal(handover -> {
            String json = ask(vault, Optional.ofNullable(names).orElse(List.of()));
            return RevealedSecrets.of(inline.wanted ? Shellwords.escape(json) : json);
        });
    }

    @Command(name = "extract", description = "Prints one secret from the output of fetch.")
    int extract(
            @Mixin Inline inline,
            @Parameters(index = "0", paramLabel = "NAME", description = "Its name, or the end of it after a slash")
                    String name,
            @Parameters(index = "1", paramLabel = "JSON", description = "What fetch has printed") String json) {
        return engine("extract").reveal(handover -> RevealedSecrets.of(Vaults.extract(name, json)));
    }

    @Command(name = "print", description = "Prints the secrets of the project for troubleshooting.")
    int print() {
        return engine("print").reveal(handover -> {
            Secrets secrets = LoadedProject.load(options(), handover).secrets();
            Map<String, Secret> all = secrets.all();
            Redactor redactor = new Redactor();
            redactor.addAll(all.values());
            all.keySet().stream()
                    .flatMap(name -> secrets.failure(name).stream())
                    .forEach(why -> options().process().err().println("WARNING: " + redactor.redact(why)));
            String text = all.entrySet().stream()
                    .map(secret -> secret.getKey() + "=" + secret.getValue().reveal())
                    .collect(Collectors.joining("\n"));
            return new RevealedSecrets(text, all.values());
        });
    }

    private String ask(Vault vault, List<String> names) {
        ProcessContext process = options().process();
        Vaults vaults = new Vaults(
                new LocalVaultTool(process.directory(), process.environment(), process.err()::println),
                process.environment());
        try {
            return vaults.fetch(vault.adapter, vault.account, vault.from, names);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SecretsException("interrupted while the vault was asked");
        }
    }
}
