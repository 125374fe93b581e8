using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Payments.Contracts.Users;
using Payments.Domain.Identity;
using Payments.Domain.Users;
using Payments.Host.Commands;
using Payments.Storage;
using Payments.Testing.Gateway;
using Payments.Testing.Silo;

namespace Payments.Http.Tests.Users;

/// <summary><c>payments check</c> beside a gateway that runs, and what the gateway's own comparison tells operators.</summary>
public sealed class UserCheckTests : IDisposable
{
    private static readonly string Wallet = UserWalletKey.Of(new MerchantId(new string('c', 32)), new UserId("user-1"));

    private readonly string folder = Directory.CreateTempSubdirectory("payments-check-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Differences_are_printed_and_told_by_health_and_metrics()
    {
        await using (var gateway = await GatewayHost.StartAsync(Settings, dataFolder: folder))
        {
            var wallet = gateway.Grains.GetGrain<IUserWalletGrain>(Wallet);
            await wallet.CreditAsync(new UserCredit { Key = "c", Currency = "CNY", Amount = 10 });
            await wallet.DebitAsync(new UserSpend { Key = "d", Currency = "CNY", Amount = 4 });
            (await CheckAsync()).Should().Be((0, "1 users' wallets, 2 entries, 0 orders that credit users, 0 differences\n" +
                "0 entries of the audit log in 0 chains, 0 of them broken\n"));
            (await HealthAsync(gateway)).Should().NotContain("payments check");

            var database = gateway.Services.GetRequiredService<IDatabase>();
            await database.WriteAsync((connection, transaction) =>
                connection.ExecuteAsync("UPDATE user_entries SET amount = '5' WHERE entry_key = 'd'", transaction: transaction));
            var (code, output) = await CheckAsync();
            code.Should().Be(3);
            output.Should().Contain($"{Wallet}: CNY: entry d says available 6, and the entries up to it make 5\n")
                .And.Contain(" differences\n");
            // As if the last comparison was long ago: the next start compares at once.
            await database.WriteAsync((connection, transaction) =>
                connection.ExecuteAsync("DELETE FROM grain_states WHERE key LIKE 'user-check/%'", transaction: transaction));
        }
        await using var again = await GatewayHost.StartAsync(Settings, dataFolder: folder);
        await Payments.Testing.Patience.UntilAsync(() => HealthAsync(again), health => health.Contains("payments check", StringComparison.Ordinal), "health tells");
        var reasons = JsonNode.Parse(await HealthAsync(again))!["reasons"]!.AsArray().Select(reason => (string)reason!);
        reasons.Should().Contain(reason => reason.StartsWith("users: ", StringComparison.Ordinal)).And.NotContain(reason => reason.Contains("user-1"));
        (await again.Http.GetStringAsync("/metrics")).Should().MatchRegex(@"\npayments_users_differences\{?\}? [1-9]").And.Contain("payments_users_check_age_seconds");
    }

    private static Dictionary<string, string?> Settings => new() { ["Logging:LogLevel:Default"] = "None" };

    private static async Task<string> HealthAsync(GatewayHost gateway)
    {
        using var answer = await gateway.Http.GetAsync("/health");
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<(int Code, string Output)> CheckAsync()
    {
        var output = new StringWriter { NewLine = "\n" };
        string[] line = ["check", $"--Data={folder}", $"--Database={TestDatabase.Of(folder)}"];
        var code = await GatewayCommands.RunAsync(line, output, _ => throw new InvalidOperationException("It serves."));
        return (code, output.ToString());
    }
}
