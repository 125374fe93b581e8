using System.Text.Json.Nodes;

namespace Payments.Testing;

/// <summary>Reads QR codes as a payer's camera does, by the npm package jsqr.</summary>
public static class QrReader
{
    private static readonly Lazy<NodeLines> Node = new(() => new NodeLines("read-qr.mjs"));

    /// <summary>What a picture says; null where nothing can be read.</summary>
    /// <param name="png">A PNG file.</param>
    public static async Task<string?> ReadAsync(byte[] png) =>
        (string?)(await Node.Value.AskAsync(new JsonObject { ["png"] = Convert.ToBase64String(png) }))["text"];
}
