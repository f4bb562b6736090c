package io.jenkins.plugins.kamal.engine.secrets.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.secrets.dotenv.CommandSubstitution;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.Secrets;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.SecretsException;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.SecretsFiles;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.ShellSubstitution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each vault's tool is a shell script that answers as the tool does and writes down how it was called. */
class VaultsTest {

    @TempDir
    private Path directory;

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void onePassword() throws Exception {
        tool(
                "op",
                "'item get'*) echo '[{\"reference\":\"op://V/I/A\",\"value\":\"a\"},"
                        + "{\"reference\":\"op://V/I/S/B\",\"value\":\"b\"}]';;");
        assertThat(fetch("1password", "me", "op://V/I", "A", "S/B")).isEqualTo("{\"V/I/A\":\"a\",\"V/I/S/B\":\"b\"}");
        assertThat(calls())
                .containsExactly(
                        "--version",
                        "account get --account me",
                        "item get I --vault V --format json --account me --fields label=A,label=S.B");
    }

    @Test
    void onePasswordWithOneField() throws Exception {
        tool("op", "'item get'*) echo '{\"reference\":\"op://V/I/password\",\"value\":\"p\"}';;");
        assertThat(fetch("1password", "me", "V", "I")).isEqualTo("{\"V/I\":\"p\"}");
        assertThat(calls()).last().asString().endsWith("--fields label=password");
    }

    @Test
    void onePasswordWithAllFieldsOfAnItem() throws Exception {
        tool("op", "'item get'*) echo '{\"fields\":[{\"reference\":\"op://V/I/A\",\"value\":\"a\"}]}';;");
        assertThat(fetch("1password", "me", "V/I")).isEqualTo("{\"V/I/A\":\"a\"}");
        assertThat(calls()).contains("item get I --vault V --format json --account me");
    }

    @Test
    void onePasswordNotSignedIn() throws Exception {
        tool("op", "'account get'*) exit 1;;");
        assertThatThrownBy(() -> fetch("1password", "me", "V/I", "A"))
                .hasMessageStartingWith("Not signed in to the 1Password account me: set OP_SERVICE_ACCOUNT_TOKEN");
    }

    @Test
    void lastPass() throws Exception {
        tool("lpass", "status*) echo 'Logged in as me.';; show*) echo '[{\"fullname\":\"F/A\",\"password\":\"a\"}]';;");
        assertThat(fetch("lastpass", "me", "F", "A")).isEqualTo("{\"F/A\":\"a\"}");
        assertThat(calls()).last().isEqualTo("show F/A --json");
    }

    @Test
    void lastPassLogsIn() throws Exception {
        tool(
                "lpass",
                "status*) echo 'Not logged in.'; exit 1;; show*) echo '[{\"fullname\":\"A\",\"password\":\"a\"}]';;");
        fetch("lastpass", "me", null, "A");
        assertThat(calls()).contains("login me");
    }

    @Test
    void lastPassWithoutOneOfThem() throws Exception {
        tool("lpass", "status*) echo 'Logged in as me.';; show*) echo '[]';;");
        assertThatThrownBy(() -> fetch("lastpass", "me", null, "A", "B")).hasMessageContaining("find A, B in LastPass");
    }

    @Test
    void bitwardenUnlocksInTheEnvironment() throws Exception {
        tool(
                "bw",
                "status) if [ \"$BW_SESSION\" = key ]; then s=unlocked; else s=locked; fi; echo \"{\\\"status\\\":\\\"$s\\\"}\";;"
                        + " 'unlock --raw') echo key;; 'get item I') [ \"$BW_SESSION\" = key ] && echo '{\"login\":{\"password\":\"p\"}}';;");
        assertThat(fetch("bitwarden", "me", null, "I")).isEqualTo("{\"I\":\"p\"}");
        assertThat(calls()).containsExactly("--version", "status", "unlock --raw", "status", "sync", "get item I");
    }

    @Test
    void bitwardenFields() throws Exception {
        tool(
                "bw",
                "status) echo '{\"status\":\"unlocked\"}';;"
                        + " get*) echo '{\"fields\":[{\"name\":\"A\",\"value\":\"a\"},{\"name\":\"B\",\"value\":\"b\"}]}';;");
        assertThat(fetch("bitwarden", "me", "I", "B")).isEqualTo("{\"I/B\":\"b\"}");
        assertThat(fetch("bitwarden", "me", null, "I")).isEqualTo("{\"I/A\":\"a\",\"I/B\":\"b\"}");
        assertThatThrownBy(() -> fetch("bitwarden", "me", null, "I/C")).hasMessageContaining("find field C in item I");
    }

    @Test
    void bitwardenStaysLocked() throws Exception {
        tool("bw", "status) echo '{\"status\":\"locked\"}';;");
        assertThatThrownBy(() -> fetch("bitwarden", "me", null, "I")).hasMessageContaining("set BW_SESSION");
    }

    @Test
    void bitwardenSecretsManager() throws Exception {
        tool(
                "bws",
                "'secret get 1') echo '{\"key\":\"A\",\"value\":\"a\"}';; 'secret get 2') echo '{\"key\":\"B\",\"value\":\"b\"}';;");
        assertThat(fetch("bitwarden-sm", null, null, "1", "2")).isEqualTo("{\"A\":\"a\",\"B\":\"b\"}");
    }

    @ParameterizedTest
    @CsvSource({"all,, secret list", "all,P, secret list P", "P/all,, secret list P"})
    void bitwardenSecretsManagerWithAll(String name, String from, String call) throws Exception {
        tool("bws", "'secret list'*) echo '[{\"key\":\"A\",\"value\":\"a\"}]';;");
        assertThat(fetch("bitwarden-sm", null, from, name)).isEqualTo("{\"A\":\"a\"}");
        assertThat(calls()).last().isEqualTo(call);
    }

    @Test
    void awsSecretsManager() throws Exception {
        tool(
                "aws",
                "secretsmanager*) cat <<'J'\n{\"SecretValues\":[{\"Name\":\"s1\",\"SecretString\":\"{\\\"A\\\":\\\"a\\\",\\\"N\\\":1}\"},"
                        + "{\"Name\":\"s2\",\"SecretString\":\"plain text\"}],\"Errors\":[]}\nJ\n;;");
        assertThat(fetch("aws_secrets_manager", "prod", null, "s1", "s2"))
                .isEqualTo("{\"s1/A\":\"a\",\"s1/N\":\"1\",\"s2\":\"plain text\"}");
        assertThat(calls())
                .last()
                .isEqualTo("secretsmanager batch-get-secret-value --secret-id-list s1 s2 --profile prod --output json");
    }

    @Test
    void awsSecretsManagerAnswersErrors() throws Exception {
        tool(
                "aws",
                "secretsmanager*) echo '{\"SecretValues\":[],\"Errors\":[{\"SecretId\":\"s1\",\"Message\":\"no such\"}]}';;");
        assertThatThrownBy(() -> fetch("aws_secrets_manager", null, null, "s1")).hasMessage("s1: no such");
    }

    @ParameterizedTest
    @CsvSource({
        "s,, default, secrets versions access latest --secret=s --format=json, default/s",
        "s/3,p, default, secrets versions access 3 --secret=s --project=p --format=json, p/s",
        "p/s, , me@x|svc@x, secrets versions access latest --secret=s --project=p --account=me@x"
                + " --impersonate-service-account=svc@x --format=json, p/s"
    })
    void gcp(String name, String from, String account, String call, String key) throws Exception {
        tool("gcloud", "'auth list'*) echo '[{}]';; secrets*) echo '{\"payload\":{\"data\":\"c2VjcmV0\"}}';;");
        assertThat(fetch("gcp", account, from, name)).isEqualTo("{\"" + key + "\":\"secret\"}");
        assertThat(calls()).last().isEqualTo(call);
    }

    @Test
    void gcpWithNobodyLoggedIn() throws Exception {
        tool("gcloud", "'auth list'*) echo '[]';;");
        assertThatThrownBy(() -> fetch("gcp", "default", null, "s"))
                .hasMessageContaining("Nobody is logged in to gcloud");
    }

    @Test
    void doppler() throws Exception {
        tool("doppler", "secrets*) echo '{\"A\":{\"computed\":\"a\"},\"B\":{\"computed\":\"b\"}}';;");
        assertThat(fetch("doppler", null, "proj/prd", "A", "B")).isEqualTo("{\"A\":\"a\",\"B\":\"b\"}");
        assertThat(calls()).last().isEqualTo("secrets get A B --json -p proj -c prd");
    }

    @Test
    void aValueThatIsNullIsLeftOut() throws Exception {
        tool("doppler", "secrets*) echo '{\"A\":{\"computed\":null},\"B\":{\"computed\":\"b\"}}';;");
        assertThat(fetch("doppler", null, "p/c", "A", "B")).isEqualTo("{\"B\":\"b\"}");
    }

    @Test
    void dopplerWithAServiceToken() throws Exception {
        environment.put("DOPPLER_TOKEN", "dp.st.x");
        tool("doppler", "secrets*) echo '{\"A\":{\"computed\":\"a\"}}';;");
        assertThat(fetch("doppler", null, null, "A")).isEqualTo("{\"A\":\"a\"}");
        assertThat(calls()).last().isEqualTo("secrets get A --json");
    }

    @Test
    void dopplerWithoutAProject() throws Exception {
        tool("doppler", "");
        assertThatThrownBy(() -> fetch("doppler", null, null, "A")).hasMessageContaining("add --from PROJECT/CONFIG");
    }

    @Test
    void enpass() throws Exception {
        tool(
                "enpass-cli",
                "-json*) echo '[{\"title\":\"T\",\"label\":\"A\",\"password\":\"a\"},"
                        + "{\"title\":\"T\",\"label\":\"B\",\"password\":\"b\"},{\"title\":\"U\",\"label\":\"\",\"password\":\"u\"}]';;");
        assertThat(fetch("enpass", null, "/vault", "T/A", "U")).isEqualTo("{\"T/A\":\"a\",\"U\":\"u\"}");
        assertThat(calls()).last().isEqualTo("-json -vault /vault show T U");
    }

    @Test
    void enpassWithTheSameTwice() throws Exception {
        tool(
                "enpass-cli",
                "-json*) echo '[{\"title\":\"T\",\"password\":\"a\"},{\"title\":\"T\",\"password\":\"b\"}]';;");
        assertThatThrownBy(() -> fetch("enpass", null, "/vault", "T"))
                .hasMessageContaining("T is in Enpass more than once");
    }

    @Test
    void passbolt() throws Exception {
        tool(
                "passbolt",
                "*resources*) echo '[{\"name\":\"A\",\"password\":\"a\"}]';;"
                        + " *child*) echo '[{\"id\":\"2\",\"folder_parent_id\":\"1\",\"name\":\"child\"}]';;"
                        + " *folders*) echo '[{\"id\":\"1\",\"folder_parent_id\":\"\",\"name\":\"top\"}]';;");
        assertThat(fetch("passbolt", null, "top/child", "A")).isEqualTo("{\"A\":\"a\"}");
        assertThat(calls())
                .containsExactly(
                        "--version",
                        "verify",
                        "list folders --filter Name == \"top\" --json",
                        "list folders --filter Name == \"child\" && FolderParentID == \"1\" --json",
                        "list resources --filter (Name == \"A\" && FolderParentID == \"2\") --folder 1 --folder 2"
                                + " --column name --column password --json");
    }

    @Test
    void passboltWithoutOneOfThem() throws Exception {
        tool("passbolt", "list*) echo '[]';;");
        assertThatThrownBy(() -> fetch("passbolt", null, null, "A")).hasMessageEndingWith("secrets in Passbolt: A");
        assertThatThrownBy(() -> fetch("passbolt", null, "F", "A")).hasMessageContaining("find the folder F");
    }

    @Test
    void aToolThatIsNotInstalled() {
        assertThatThrownBy(() -> fetch("doppler", null, "p/c", "A"))
                .hasMessage(
                        "The tool of Doppler, `doppler`, is not installed on the agent or does not run: put it on the PATH");
    }

    @Test
    void anAccountIsDemanded() {
        assertThatThrownBy(() -> fetch("1password", null, "V/I", "A"))
                .hasMessage("1Password needs to know the account: add --account");
    }

    @Test
    void anUnknownAdapter() {
        assertThatThrownBy(() -> fetch("keepass", null, null, "A"))
                .hasMessageStartingWith("Unknown secrets adapter: keepass");
    }

    @Test
    void aFailureShowsNothingThatWasPrinted() throws Exception {
        tool("doppler", "secrets*) echo hunter2; echo hunter2 >&2; exit 3;;");
        assertThatThrownBy(() -> fetch("doppler", null, "p/c", "A"))
                .hasMessageContaining("failed with exit status 3")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void anAnswerThatIsNoJsonIsNotShown() throws Exception {
        tool("doppler", "secrets*) echo hunter2;;");
        assertThatThrownBy(() -> fetch("doppler", null, "p/c", "A"))
                .hasMessageContaining("not JSON")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void fetchAndExtractInASecretsFile() throws Exception {
        tool("doppler", "secrets*) echo '{\"A\":{\"computed\":\"p$a(ss) \\\"w\"},\"B\":{\"computed\":\"b\"}}';;");
        Files.createDirectory(directory.resolve(".kamal"));
        Files.writeString(directory.resolve(".kamal/secrets"), """
                FETCHED=$(kamal secrets fetch --adapter doppler --from p/c A B)
                A=$(kamal secrets extract A ${FETCHED})
                B="$(kamal secrets extract B $FETCHED)"
                C=$(echo other)
                """);
        CommandSubstitution inline = new InlineKamalSecrets(vaults(), new ShellSubstitution(directory));
        Map<String, String> path = Map.of("PATH", System.getenv("PATH"));
        Secrets secrets = SecretsFiles.load(directory, ".kamal/secrets", null, path, inline);
        assertThat(secrets.require("A").reveal()).isEqualTo("p$a(ss) \"w");
        assertThat(secrets.require("B").reveal()).isEqualTo("b");
        assertThat(secrets.require("C").reveal()).isEqualTo("other");
    }

    @Test
    void extractByTheLastPartOfTheName() {
        assertThat(Vaults.extract("A", "{\"V/I/A\":\"a\"}")).isEqualTo("a");
    }

    @Test
    void extractWhatIsNotThere() {
        assertThatThrownBy(() -> Vaults.extract("B", "{\"A\":\"hunter2\"}"))
                .hasMessageStartingWith("Could not find secret B")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void extractFromSomethingElse() {
        assertThatThrownBy(() -> Vaults.extract("B", "hunter2"))
                .hasMessageContaining("something other than the JSON")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "kamal secrets fetch A ~ add --adapter",
                "kamal secrets fetch --adapter ~ --adapter needs a value",
                "kamal secrets fetch -a doppler --frm x A ~ has no option --frm",
                "kamal secrets extract A ~ takes a name and what was fetched",
                "kamal secrets print x ~ only `kamal secrets fetch`",
                "kamal secrets fetch 'A ~ quote in a `kamal secrets` command is not closed",
            })
    void commandsThatAreWrong(String command, String message) {
        CommandSubstitution inline = new InlineKamalSecrets(vaults(), new ShellSubstitution(directory));
        assertThatThrownBy(() -> inline.run(command, Map.of()))
                .isInstanceOf(SecretsException.class)
                .hasMessageContaining(message);
    }

    private String fetch(String adapter, String account, String from, String... names) throws InterruptedException {
        return vaults().fetch(adapter, account, from, List.of(names));
    }

    private Vaults vaults() {
        environment.put("PATH", directory + ":/usr/bin:/bin");
        return new Vaults(new LocalVaultTool(directory, environment, line -> {}), environment);
    }

    private void tool(String name, String cases) throws IOException {
        String script = "#!/bin/sh\necho \"$*\" >> calls\ncase \"$*\" in\n" + cases + "\n*) ;;\nesac\n";
        Path file = Files.writeString(directory.resolve(name), script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(directory.resolve("calls"));
    }
}
