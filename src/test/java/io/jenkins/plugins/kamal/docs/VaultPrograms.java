package io.jenkins.plugins.kamal.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * The command-line tools of vaults, as the recipes call them: each answers exactly the documented calls, in the format of
 * the real tool, and only with the documented login in its environment.
 */
final class VaultPrograms {

    private static final Map<String, String> PROGRAMS = Map.of("op", """
            #!/bin/sh
            [ "$*" != --version ] || { echo 2.30.3; exit; }
            [ "$OP_SERVICE_ACCOUNT_TOKEN" = value-of-1password-token ] || {
              echo "[ERROR] No accounts configured for use with 1Password CLI." >&2; exit 1; }
            case "$*" in
              'account get --account example') echo 'Name: Example';;
              'item get Shop --vault Deployment --format json --account example --fields label=DB_PASSWORD,label=MAIL_TOKEN')
                echo '[{"id": "a", "type": "CONCEALED", "label": "DB_PASSWORD", "value": "database-Pa55word",'
                echo '  "reference": "op://Deployment/Shop/DB_PASSWORD"},'
                echo ' {"id": "b", "type": "CONCEALED", "label": "MAIL_TOKEN", "value": "ma1l-token",'
                echo '  "reference": "op://Deployment/Shop/MAIL_TOKEN"}]';;
              *) echo "[ERROR] unknown command: $*" >&2; exit 1;;
            esac
            """, "aws", """
            #!/bin/sh
            [ "$*" != --version ] || { echo 'aws-cli/2.17.0 Python/3.11.8 Linux/6.1 exe/x86_64'; exit; }
            [ -n "$AWS_DEFAULT_REGION" ] || {
              echo 'You must specify a region. You can also configure your region by running "aws configure".' >&2; exit 253; }
            case "$*" in
              'secretsmanager batch-get-secret-value --secret-id-list shop/DB_PASSWORD --output json')
                echo '{"SecretValues": [{"ARN": "arn:aws:secretsmanager:eu-central-1:1:secret:shop/DB_PASSWORD-1",'
                echo '  "Name": "shop/DB_PASSWORD", "SecretString": "database-Pa55word"}], "Errors": []}';;
              *) echo "aws: error: argument command: $*" >&2; exit 252;;
            esac
            """, "vault", """
            #!/bin/sh
            [ "$VAULT_TOKEN" = value-of-vault-token ] && [ "$VAULT_ADDR" = https://vault.example.com ] || {
              echo 'Error reading secret/data/shop: permission denied' >&2; exit 2; }
            case "$*" in
              'kv get -field=password secret/shop') printf database-Pa55word;;
              *) echo "Usage: vault <command> [args]" >&2; exit 127;;
            esac
            """);

    /** The values that the vaults hold, by the name of the variable that the recipes give them. */
    static final Map<String, String> VALUES = Map.of("DB_PASSWORD", "database-Pa55word", "MAIL_TOKEN", "ma1l-token");

    private VaultPrograms() {}

    /** Makes the programs in a directory, which belongs on the agent's PATH. */
    static void install(Path directory) throws IOException {
        for (Map.Entry<String, String> program : PROGRAMS.entrySet()) {
            Path file = Files.writeString(directory.resolve(program.getKey()), program.getValue());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /** Whether a text calls one of the programs, by itself or through an adapter. */
    static boolean areCalledBy(String secrets) {
        return List.of("1password", "aws_secrets_manager", "vault kv get").stream()
                .anyMatch(secrets::contains);
    }
}
