using System.Collections.Concurrent;
using Payments.Grains.Tests.Wallets;

namespace Payments.Grains.Tests.Runtime;

/// <summary>What was acknowledged is stored, also where the silo stops while more comes in.</summary>
public sealed class StopTests : DerivedHost
{
    private const string Address = "0x52908400098527886e0f7030069857d2e4169ee7";
    private const int Callers = 8;
    private const int Before = 40;

    /// <summary>More than anybody creates before the silo has stopped.</summary>
    private const int Most = 100_000;

    [Fact]
    public async Task A_stop_under_load_loses_no_order_that_was_acknowledged()
    {
        var wallet = await AddWalletAsync(PlainAt(Address));
        var acknowledged = new ConcurrentDictionary<string, UInt128>();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var host = Host;
        var callers = Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < Most; i++)
            {
                var number = $"S-{caller}-{i}";
                try
                {
                    var result = await CreateAsync(number, wallet, 70 + (caller * 1000) + i, host);
                    acknowledged[number] = result.Order!.Quote!.Units;
                }
                catch (Exception)
                {
                    return;
                }
                if (acknowledged.Count >= Before) enough.TrySetResult();
            }
        })).ToArray();
        await enough.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await RestartAsync(GrainHost.Keys(1));
        await Task.WhenAll(callers);

        acknowledged.Should().HaveCountGreaterThanOrEqualTo(Before);
        foreach (var (number, units) in acknowledged) (await ReadAsync(number)).Quote!.Units.Should().Be(units, number);
    }
}
