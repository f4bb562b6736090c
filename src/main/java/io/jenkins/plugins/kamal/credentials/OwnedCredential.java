package io.jenkins.plugins.kamal.credentials;

import hudson.model.ItemGroup;

/**
 * A credential that the settings of a folder, or of Jenkins itself, name.
 *
 * @param id its id
 * @param owner the folder, or Jenkins; the credential is looked for there and above, never in a folder below
 */
public record OwnedCredential(String id, ItemGroup<?> owner) {}
