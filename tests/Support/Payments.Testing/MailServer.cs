using System.Text.Json.Nodes;

namespace Payments.Testing;

/// <summary>Other people's mail server (smtp-server of npm), which reads what it takes with other people's parser (mailparser).</summary>
public sealed class MailServer
{
    private readonly NodeLines node = new("smtp.mjs");

    /// <summary>Begins to listen, and says at which port of this machine.</summary>
    /// <param name="tls"><c>starttls</c>, <c>tls</c> or <c>none</c>.</param>
    /// <param name="certificate">The certificate and its key, as PEM; null without TLS.</param>
    /// <param name="user">Who may sign in; null where nobody has to.</param>
    /// <param name="password">With what.</param>
    public async Task<int> StartAsync(
        string tls, (string Certificate, string Key)? certificate = null, string? user = null, string? password = null) =>
        (int)(await node.AskAsync(new JsonObject
        {
            ["op"] = "start",
            ["tls"] = tls,
            ["cert"] = certificate?.Certificate,
            ["key"] = certificate?.Key,
            ["user"] = user,
            ["password"] = password,
        }))["port"]!;

    /// <summary>The port of something that is no mail server.</summary>
    public async Task<int> StartGarbageAsync() => (int)(await node.AskAsync(new JsonObject { ["op"] = "garbage" }))["port"]!;

    /// <summary>How it behaves from now on.</summary>
    public Task SetAsync(string mode) => node.AskAsync(new JsonObject { ["op"] = "mode", ["mode"] = mode });

    /// <summary>What it took since it was asked last.</summary>
    public async Task<JsonArray> TakeAsync() => (await node.AskAsync(new JsonObject { ["op"] = "messages" }))["messages"]!.AsArray();
}
