using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Payments.Testing.Nodes.Tron;

/// <summary>A TRON full node over real HTTP that tells of a <see cref="TronChain"/> in the words of java-tron, and misbehaves as a test says.</summary>
public sealed class TronSimulator : LocalServer
{
    private TronSimulator(TronChain chain) => Chain = chain;

    /// <summary>What the node knows.</summary>
    public TronChain Chain { get; set; }

    /// <summary>The newest block that the node admits to have; null for all.</summary>
    public long? KnownHead { get; set; }

    /// <summary>Changes an answer: gets the question and the honest answer, returns what is sent.</summary>
    public Func<TronQuestion, JsonNode, JsonNode> Answer { get; set; } = (_, honest) => honest;

    /// <summary>Handles a whole request; false lets the node answer it.</summary>
    public Func<HttpContext, TronQuestion, Task<bool>> Handle { get; set; } = (_, _) => Task.FromResult(false);

    /// <summary>Changes the text of an answer.</summary>
    public Func<TronQuestion, string, string> Text { get; set; } = (_, text) => text;

    /// <summary>Everything that was asked.</summary>
    public ConcurrentQueue<TronQuestion> Asked { get; } = new();

    /// <summary>Starts a node.</summary>
    /// <param name="chain">What it knows.</param>
    /// <param name="configure">Adds routes of a program's own.</param>
    public static async Task<TronSimulator> StartAsync(TronChain chain, Action<WebApplication>? configure = null)
    {
        var node = new TronSimulator(chain);
        await node.ListenAsync(app =>
        {
            configure?.Invoke(app);
            app.Map("/{**path}", node.RespondAsync);
        });
        return node;
    }

    /// <summary>A refusal in the words of java-tron.</summary>
    public static JsonNode Error(string message) => new JsonObject { ["Error"] = message };

    private async Task RespondAsync(HttpContext context)
    {
        using var body = new StreamReader(context.Request.Body);
        var text = await body.ReadToEndAsync();
        var fields = text.Length > 0 ? JsonNode.Parse(text)!.AsObject() : new JsonObject([.. context.Request.Query.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value.ToString()))]);
        var question = new TronQuestion(context.Request.Path.Value!.Trim('/'), fields, context.Request.Headers["TRON-PRO-API-KEY"]);
        Asked.Enqueue(question);
        if (await Handle(context, question)) return;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(Text(question, Answer(question, Honest(question)).ToJsonString())));
    }

    private JsonNode Honest(TronQuestion question) => new TronWords(Chain, Math.Min(KnownHead ?? Chain.Head, Chain.Head)).Answer(question);
}

/// <summary>One question to a node.</summary>
/// <param name="Path">Such as <c>wallet/getblock</c>.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="ApiKey">The key that came with it, or null.</param>
public sealed record TronQuestion(string Path, JsonObject Fields, string? ApiKey)
{
    /// <summary>A number among the fields, which some clients write as text; null where it is missing.</summary>
    public long? Number(string name) => Fields[name] is { } field && long.TryParse(field.ToString(), out var value) ? value : null;

    /// <summary>A text among the fields.</summary>
    public string Text(string name) => Fields[name]?.ToString() ?? "";
}
