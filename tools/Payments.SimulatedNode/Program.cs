using System.Globalization;
using System.Text.Json;
using Payments.SimulatedNode;

// A simulated node as a process, for the demo: simulated-node bitcoin|solana|tron milliseconds-between-blocks.
// It says where it listens and what it knows as one line of JSON.
if (args is not [var name, var pause])
{
    Console.Error.WriteLine("simulated-node bitcoin|solana|tron milliseconds-between-blocks");
    return 1;
}
await using var chain = await DemoChain.StartAsync(name);
Console.WriteLine(JsonSerializer.Serialize(new { url = chain.Node.Url.ToString(), chainId = chain.Number, token = chain.Token }));
using var timer = TimeProvider.System.CreateTimer(_ => chain.Mine(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(int.Parse(pause, CultureInfo.InvariantCulture)));
await chain.Node.WaitForShutdownAsync();
return 0;
