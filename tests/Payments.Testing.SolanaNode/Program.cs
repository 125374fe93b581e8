using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Payments.Testing.Nodes.Solana;

// A simulated Solana node as a process, for the demo: solana-node [port] [milliseconds between slots] [slots until finalized].
int Argument(int index, int missing) => args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : missing;

var chain = new SolanaChain(TimeProvider.System) { FinalLag = Argument(2, 31) };
await using var node = await SolanaSimulator.StartAsync(chain, Argument(0, 0), app => app.MapPost("/sim/fund", (Gift gift) =>
{
    chain.Fund(gift.Owner, gift.Account, gift.Lamports, gift.Units);
    return Results.Ok();
}));
Console.WriteLine($$"""{"url":"{{node.Url}}","chainId":{{chain.ChainNumber}},"token":"{{SolanaChain.Token}}"}""");

var slot = 0;
using var timer = TimeProvider.System.CreateTimer(_ =>
{
    // Every tenth slot or so passes without a block on the main net, too.
    if (Interlocked.Increment(ref slot) % 10 == 0) chain.Skip();
    else chain.Mine();
}, null, TimeSpan.Zero, TimeSpan.FromMilliseconds(Argument(1, 400)));
await node.WaitForShutdownAsync();

/// <summary>Coins and tokens from nowhere, for a wallet of the demo.</summary>
/// <param name="Owner">The wallet.</param>
/// <param name="Account">Its token account.</param>
/// <param name="Lamports">Coins.</param>
/// <param name="Units">Units of the token.</param>
internal sealed record Gift(string Owner, string Account, ulong Lamports, ulong Units);
