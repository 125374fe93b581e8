using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Payments.Testing.Nodes.Bitcoin;

// A simulated Bitcoin node on regtest as a process, for the demo: bitcoin-node [port] [milliseconds between blocks].
int Argument(int index, int missing) => args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : missing;

var chain = new BitcoinChain(TimeProvider.System);
await using var node = await BitcoinSimulator.StartAsync(chain, isEsplora: false, Argument(0, 0), app => app.MapPost("/sim/fund", (Gift gift) =>
    Results.Text(chain.Pay(new BitcoinOutput(gift.Units, Convert.FromHexString(gift.Script))))));
Console.WriteLine($$"""{"url":"{{node.Url}}","chainId":{{BitcoinChain.ChainNumber}}}""");

using var timer = TimeProvider.System.CreateTimer(_ => chain.Mine(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(Argument(1, 10_000)));
await node.WaitForShutdownAsync();

/// <summary>Coins from nowhere, for an account of the demo.</summary>
/// <param name="Script">Whom they are for, as hex.</param>
/// <param name="Units">Units of 10⁻⁸ coins.</param>
internal sealed record Gift(string Script, long Units);
