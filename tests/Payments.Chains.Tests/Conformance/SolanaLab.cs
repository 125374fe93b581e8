using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Payments.Testing.Nodes.Solana;

namespace Payments.Chains.Tests.Conformance;

/// <summary>A lab over the simulated Solana node. Of five slots one turns out to have been skipped, once the next block is there, unless it held one of our payments.</summary>
public sealed class SolanaLab : ChainLab
{
    private readonly SolanaChain chain = new();
    private readonly List<SolanaSimulator> nodes = [];
    private bool mayBeSkipped;

    public override IReadOnlyList<string> Ours { get; } = [SolanaChain.Address("alice"), SolanaChain.Address("bob"), SolanaChain.Address("carol")];

    public override string Stranger { get; } = SolanaChain.Address("stranger");

    public override string Coin => "SOL";

    public override string FakeAsset => SolanaChain.FakeToken;

    public override bool InternalCoinsCount => true;

    public override async Task StartAsync()
    {
        for (var i = 0; i < Nodes; i++)
        {
            var node = i;
            var simulator = await SolanaSimulator.StartAsync(chain);
            simulator.Handle = context => RefuseAsync(context, node);
            simulator.Answer = (question, honest) => Twist(Faults[node], question, honest);
            simulator.Text = text => Faults[node] == LabFault.Truncated ? text[..(text.Length / 2)] : text;
            nodes.Add(simulator);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var node in nodes) await node.DisposeAsync();
    }

    public override Uri Url(int node) => nodes[node].Url;

    protected override ReaderUnderTest CreateReader(int[] nodes, params (string Name, string Value)[] settings) => ReaderUnderTest.Solana(nodes.Select(node => this.nodes[node]), Time, settings);

    protected override void AddBlock(LabTransaction[] transactions)
    {
        if (mayBeSkipped)
        {
            chain.Drop(1);
            chain.Skip();
        }
        foreach (var transaction in transactions)
            LastTransaction = chain.Send(
                [
                    .. transaction.Payments.Select((payment, place) =>
                        Part(payment, transaction.Payments.Take(place).Count(earlier => earlier.To == payment.To))),
                ],
                transaction.Failed, Head % 2 == 0);
        chain.Mine();
        mayBeSkipped = Head % 5 == 2 && transactions.All(transaction => transaction.Payments.All(payment => payment.To == Stranger));
    }

    protected override void DropBlocks(int depth)
    {
        chain.Drop(depth);
        mayBeSkipped = false;
    }

    private static SolanaPart Part(LabPayment payment, int account) =>
        new(payment.Money switch { LabMoney.Token => SolanaChain.Token, LabMoney.FakeToken => SolanaChain.FakeToken, _ => null }, payment.To, (ulong)payment.Units)
        { Account = account, Fee = (ulong)payment.Fee, IsInner = payment.Money == LabMoney.InternalCoin };

    private async Task<bool> RefuseAsync(HttpContext context, int node)
    {
        nodes[node].KnownHead = KnownTo(node);
        if (Faults[node] is not (LabFault.Down or LabFault.Limited)) return false;
        context.Response.StatusCode = Faults[node] == LabFault.Down ? 500 : 429;
        if (Faults[node] == LabFault.Limited) context.Response.Headers.RetryAfter = "30";
        await context.Response.WriteAsync("""{"jsonrpc":"2.0","error":{"code":429,"message":"Too many requests for a specific RPC call"},"id":0}""");
        return true;
    }

    private static JsonNode? Twist(LabFault fault, SolanaQuestion question, JsonNode? honest)
    {
        switch (fault)
        {
            case LabFault.Empty when question.Method is "getBlocks" or "getBlocksWithLimit":
                return new JsonArray();
            case LabFault.Empty when question.Method == "getBlock":
                return null;
            case LabFault.OtherNetwork when question.Method == "getGenesisHash":
                return "4uhcVJyU9pJkvQyS88uRDiswHXSCkY3zQawwpjk2NsNY";
            case LabFault.Shortened when question.Method == "getBlocks" && honest is JsonArray { Count: > 2 } slots:
                slots.RemoveAt(slots.Count / 2);
                break;
            case LabFault.Shortened or LabFault.Withholding when question.Method == "getBlock":
                (honest!["transactions"] as JsonArray)?.Clear();
                break;
            case LabFault.Forgetful when question.Method == "getBlock":
                foreach (var name in (string[])["transactions", "signatures"])
                    if (honest![name] is JsonArray { Count: > 1 } listed) listed.RemoveAt(listed.Count - 1);
                break;
            case LabFault.LyingHash when question.Method == "getBlock":
                var hash = honest!["blockhash"]!.GetValue<string>();
                honest["blockhash"] = hash[..^1] + (hash[^1] == 'z' ? 'y' : 'z');
                break;
            case LabFault.Disordered when question.Method == "getBlocks":
                return new JsonArray([.. honest!.AsArray().Reverse().Concat(honest.AsArray().Take(1)).Select(slot => slot!.DeepClone())]);
            case LabFault.Disordered when question.Method == "getBlock":
                foreach (var meta in (honest!["transactions"]?.AsArray() ?? []).Select(transaction => transaction!["meta"]!))
                    foreach (var list in (string[])["preTokenBalances", "postTokenBalances"])
                        meta[list] = new JsonArray([.. meta[list]!.AsArray().Reverse().Select(balance => balance!.DeepClone())]);
                break;
        }
        return honest;
    }
}
