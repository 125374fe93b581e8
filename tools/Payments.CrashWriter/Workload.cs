using System.Text;
using Dapper;
using Payments.Storage;
using Payments.Storage.States;

namespace Payments.CrashWriter;

/// <summary>Many writers at once: orders that are opened and then changed, amounts that two writers want, and pairs that belong together.</summary>
public sealed class Workload(IStateStore store, Settings settings, IDatabase database, Acknowledgements acknowledgements, string run)
{
    private const int OrderWriters = 30;

    /// <summary>How often each order is written.</summary>
    private const int Versions = 3;

    /// <summary>Ends only by a failure: the process is meant to be killed.</summary>
    public Task RunAsync() => Task.WhenAll(
        [.. Enumerable.Range(0, OrderWriters).Select(writer => Task.Run(() => WriteOrdersAsync(writer))), Task.Run(WritePairsAsync), Task.Run(TakeNumbersAsync)]);

    private async Task WriteOrdersAsync(int writer)
    {
        for (var number = 0; ; number++)
        {
            var key = $"ord-{run}x{writer}x{number}";
            // Two neighbours want the same amount, so that refusals share batches with successes.
            var units = $"{run}{writer / 2:d3}{number:d9}";
            int? version = null;
            try
            {
                for (var i = 1; i <= Versions; i++)
                {
                    version = await store.WriteAsync(StateTable.Orders, key, State(units, i), version);
                    acknowledgements.Say($"order {key} {version} {units}");
                }
            }
            catch (AmountTakenException)
            {
                acknowledgements.Say($"refused {key}");
            }
        }
    }

    private async Task WritePairsAsync()
    {
        for (var number = 0; ; number++)
        {
            var name = $"{run}x{number}";
            await database.WriteAsync(async (connection, transaction) =>
            {
                await connection.ExecuteAsync("INSERT INTO settings (name, value) VALUES (@name, 'left')", new { name = $"left-{name}" }, transaction);
                return await connection.ExecuteAsync("INSERT INTO settings (name, value) VALUES (@name, 'right')", new { name = $"right-{name}" }, transaction);
            });
            acknowledgements.Say($"pair {name}");
        }
    }

    private async Task TakeNumbersAsync()
    {
        while (true) acknowledgements.Say($"number {await settings.NextAsync("pid")}");
    }

    private static byte[] State(string units, int version) => Encoding.UTF8.GetBytes($$"""
        {"merchant":"m","status":"pending","createdAt":1,"written":{{version}},
         "reservation":{"chain":"bsc","address":"0xaa","token":"USDT","units":"{{units}}","until":5} }
        """);
}
