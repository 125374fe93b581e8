using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Payments.Testing;
using Payments.Testing.Nodes;

namespace Payments.EndToEnd.Tests.Nodes;

/// <summary>Another address of a real node, over real HTTP, that lags, repeats itself or is down as the test says.</summary>
public sealed class MoodyNode : LocalServer
{
    private readonly AnvilNode node;
    private readonly HttpClient http = new();
    private int hanging;

    private MoodyNode(AnvilNode node) => this.node = node;

    /// <summary>Answers everything with 503.</summary>
    public bool IsDown { get; set; }

    /// <summary>Takes requests and answers none of them while this is set.</summary>
    public bool Hangs { get; set; }

    /// <summary>Requests that hang at present.</summary>
    public int Hanging => Volatile.Read(ref hanging);

    /// <summary>Knows so many blocks less than there are.</summary>
    public int Lag { get; set; }

    /// <summary>Tells each log twice in one answer.</summary>
    public bool Repeats { get; set; }

    /// <summary>Transactions of every log that it told of.</summary>
    public ConcurrentQueue<string> Told { get; } = new();

    /// <summary>Opens another address of a node.</summary>
    public static async Task<MoodyNode> StartAsync(AnvilNode node)
    {
        var moody = new MoodyNode(node);
        await moody.ListenAsync(app => app.MapPost("/", moody.RespondAsync));
        return moody;
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        http.Dispose();
    }

    private async Task RespondAsync(HttpContext context)
    {
        if (IsDown)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }
        if (Hangs)
        {
            Interlocked.Increment(ref hanging);
            var gone = new TaskCompletionSource();
            await using (context.RequestAborted.Register(gone.SetResult)) await gone.Task;
            Interlocked.Decrement(ref hanging);
            return;
        }
        var request = (await JsonNode.ParseAsync(context.Request.Body))!;
        var head = await node.HeadAsync() - Lag;
        using var response = await http.PostAsJsonAsync(node.Url, request);
        var answer = (await response.Content.ReadFromJsonAsync<JsonNode>())!;
        foreach (var (question, reply) in request is JsonArray questions ? questions.Zip(answer.AsArray()) : [(request, answer)])
            if (reply!["result"] is { } result) reply["result"] = AnswerOf(question!["method"]!.GetValue<string>(), result, head);
        await context.Response.WriteAsJsonAsync(answer);
    }

    private JsonNode? AnswerOf(string method, JsonNode result, long head)
    {
        switch (method)
        {
            case "eth_blockNumber": return $"0x{head:x}";
            case "eth_getBlockByNumber": return Number(result["number"]!) > head ? null : result.DeepClone();
            case "eth_getLogs":
                var logs = result.AsArray().Where(log => Number(log!["blockNumber"]!) <= head).ToArray();
                foreach (var log in logs) Told.Enqueue(log!["transactionHash"]!.GetValue<string>());
                return new JsonArray([.. logs.Concat(Repeats ? logs : []).Select(log => log!.DeepClone())]);
            default: return result.DeepClone();
        }
    }

    private static long Number(JsonNode quantity) => long.Parse(quantity.GetValue<string>().AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
