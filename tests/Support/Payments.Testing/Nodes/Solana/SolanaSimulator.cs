using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Payments.Testing.Nodes.Solana;

/// <summary>A Solana node over real HTTP that tells of a <see cref="SolanaChain"/> in the words of Agave's JSON-RPC, and misbehaves as a test says.</summary>
public sealed class SolanaSimulator : LocalServer
{
    private SolanaSimulator(SolanaChain chain) => Chain = chain;

    /// <summary>What the node knows.</summary>
    public SolanaChain Chain { get; }

    /// <summary>The newest slot that the node admits to have; null for all.</summary>
    public long? KnownHead { get; set; }

    /// <summary>Changes an answer: gets the question and the honest result, returns what is sent; throws a <see cref="SolanaError"/> to refuse.</summary>
    public Func<SolanaQuestion, JsonNode?, JsonNode?> Answer { get; set; } = (_, honest) => honest;

    /// <summary>Handles a whole request; false lets the node answer it.</summary>
    public Func<HttpContext, Task<bool>> Handle { get; set; } = _ => Task.FromResult(false);

    /// <summary>Changes the text of an answer.</summary>
    public Func<string, string> Text { get; set; } = text => text;

    /// <summary>Everything that was asked.</summary>
    public ConcurrentQueue<SolanaQuestion> Asked { get; } = new();

    /// <summary>Starts a node.</summary>
    /// <param name="chain">What it knows.</param>
    /// <param name="configure">Adds routes of a program's own.</param>
    public static async Task<SolanaSimulator> StartAsync(SolanaChain chain, Action<WebApplication>? configure = null)
    {
        var node = new SolanaSimulator(chain);
        await node.ListenAsync(app =>
        {
            configure?.Invoke(app);
            app.MapPost("/", node.RespondAsync);
        });
        return node;
    }

    private async Task RespondAsync(HttpContext context)
    {
        if (await Handle(context)) return;
        var body = JsonNode.Parse(await new StreamReader(context.Request.Body).ReadToEndAsync())!;
        var answer = body is JsonArray batch ? new JsonArray([.. batch.Select(item => (JsonNode)One(item!))]) : (JsonNode)One(body);
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(Text(answer.ToJsonString())));
    }

    private JsonObject One(JsonNode request)
    {
        var question = new SolanaQuestion(request["method"]!.GetValue<string>(), request["params"]?.AsArray() ?? []);
        Asked.Enqueue(question);
        var answer = new JsonObject { ["jsonrpc"] = "2.0" };
        try
        {
            answer["result"] = Answer(question, new SolanaWords(Chain, Math.Min(KnownHead ?? long.MaxValue, Chain.Newest.Slot)).Answer(question));
        }
        catch (SolanaError error)
        {
            answer["error"] = new JsonObject { ["code"] = error.Code, ["message"] = error.Message };
        }
        answer["id"] = request["id"]?.DeepClone();
        return answer;
    }
}

/// <summary>One question to a node.</summary>
/// <param name="Method">Such as <c>getBlock</c>.</param>
/// <param name="Parameters">Its parameters.</param>
public sealed record SolanaQuestion(string Method, JsonArray Parameters)
{
    /// <summary>A whole number among the parameters.</summary>
    public long Number(int place) => Parameters[place]!.GetValue<long>();

    /// <summary>A text among the parameters.</summary>
    public string Text(int place) => Parameters[place]!.GetValue<string>();

    /// <summary>An option among the parameters as text, or null.</summary>
    public string? Option(int place, string name) =>
        Parameters.Count > place && Parameters[place] is JsonObject options && options[name] is { } value ? Convert.ToString(value.ToJsonString().Trim('"'), CultureInfo.InvariantCulture) : null;
}
