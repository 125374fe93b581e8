using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Payments.Testing;

/// <summary>
/// A script of <c>tests/Support/js</c> that keeps running and answers each line of JSON with one: other people's implementations, as
/// oracles. It ends when its input does, with this process at the latest.
/// </summary>
/// <param name="script">Its file's name.</param>
public sealed class NodeLines(string script)
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly Process process = Process.Start(new ProcessStartInfo("node", [script])
    {
        WorkingDirectory = Path.Combine(Repository.Root, "tests", "Support", "js"),
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    /// <summary>Asks one thing; requests from several threads take turns.</summary>
    public async Task<JsonNode> AskAsync(JsonObject request)
    {
        await turn.WaitAsync();
        try
        {
            await process.StandardInput.WriteLineAsync(request.ToJsonString());
            await process.StandardInput.FlushAsync();
            var line = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
            return JsonNode.Parse(line ?? throw new InvalidOperationException("The script has ended."))!;
        }
        finally
        {
            turn.Release();
        }
    }
}
