using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Payments.Testing.Nodes.Tron;

// A simulated TRON node as a process, for the demo: tron-node [port] [milliseconds between blocks] [blocks until solidified].
int Argument(int index, int missing) => args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : missing;

var chain = new TronChain(TimeProvider.System) { SolidLag = Argument(2, 3) };
await using var node = await TronSimulator.StartAsync(chain, Argument(0, 0), app => app.MapPost("/sim/fund", (Gift gift) =>
{
    chain.SendCoins(gift.Address, gift.Sun, from: TronChain.FakeToken);
    chain.SendToken(gift.Address, (UInt128)gift.Units, from: TronChain.FakeToken);
    return Results.Ok();
}));
Console.WriteLine($$"""{"url":"{{node.Url}}","chainId":{{chain.ChainNumber}},"token":"{{TronChain.Token}}"}""");

using var timer = TimeProvider.System.CreateTimer(_ => chain.Mine(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(Argument(1, 3000)));
await node.WaitForShutdownAsync();

/// <summary>Coins and tokens from nowhere, for an account of the demo.</summary>
/// <param name="Address">Hex with 41.</param>
/// <param name="Sun">Coins.</param>
/// <param name="Units">Units of the token.</param>
internal sealed record Gift(string Address, long Sun, long Units);
