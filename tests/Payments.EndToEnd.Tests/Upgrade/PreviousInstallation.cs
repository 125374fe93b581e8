using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Payments.Chains;
using Payments.Testing;
using Payments.Testing.Gateway;
using Payments.Testing.Silo;

namespace Payments.EndToEnd.Tests.Upgrade;

/// <summary>
/// What the previous version left behind, and today's program on it. The clock goes on where that version stopped, ten times as fast as
/// the machine's or slower.
/// </summary>
internal sealed class PreviousInstallation : IAsyncDisposable
{
    public const string ApiKey = "wopay_live_90928a92fb19e46ee05bcc53f5184aeb3e5eaf098231f35a";
    public const string ApiSecret = "wopay_secret_fb386015ebe637dd4a7632a9d9f98ee3663167703e1375b4";
    public const string ExtendedKey =
        "xpub6BgBgsespWvERF3LHQu6CnqdvfEvtMcQjYrcRzx53QJjSxarj2afYWcLteoGVky7D3UKDP9QyrLprQ3VCECoY49yfdDEHGCtMMj92pReUsQ";

    private const string ShopThen = "http://127.0.77.13:18977";
    private const string Dump = "tests/Payments.EndToEnd.Tests/Upgrade/installation-schema-25.sql";
    private const int HeadThen = 159;

    private static readonly DateTimeOffset StoppedAt = new(2026, 10, 1, 10, 38, 13, TimeSpan.Zero);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly string folder = Directory.CreateTempSubdirectory("payments-previous-").FullName;
    private readonly CancellationTokenSource stop = new();
    private readonly Task passing;

    public PreviousInstallation()
    {
        Chain = new ScriptedChain(confirmations: 3, Time);
        while (Chain.Head < HeadThen) Chain.Mine();
        passing = PassAsync();
    }

    public ManualTimeProvider Time { get; } = new(StoppedAt);

    public ScriptedChain Chain { get; }

    /// <summary>The merchant's shop, wherever it is now.</summary>
    public ShopReceiver Shop { get; } = new();

    /// <summary>The connection string, or nothing on SQLite.</summary>
    public string Database { get; private set; } = "";

    /// <summary>A master key of the fixture, or one that comes after them.</summary>
    public static string Key(byte fill) => Convert.ToBase64String(Enumerable.Repeat(fill, 32).ToArray());

    /// <summary>Puts the installation there, and moves it to PostgreSQL by the program's own commands where a test wants that.</summary>
    public async Task UnpackAsync(bool toPostgres)
    {
        var sql = await File.ReadAllTextAsync(Path.Combine(Repository.Root, Dump));
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "payments.db")};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = sql.Replace(ShopThen, Shop.Url.TrimEnd('/'), StringComparison.Ordinal);
            await command.ExecuteNonQueryAsync();
        }
        if (!toPostgres) return;
        var file = Path.Combine(folder, "gateway.export");
        var sent = await RunAsync("export", file, "--move");
        Database = TestDatabase.PostgresOf(folder);
        var arrived = await RunAsync("import", file);
        arrived.Should().Be(sent);
    }

    /// <summary>Starts today's program on it.</summary>
    public Task<GatewayHost> StartAsync(params byte[] keys)
    {
        var settings = new Dictionary<string, string?>(ScriptedChain.Settings)
        {
            ["Database"] = Database,
            ["MasterKey"] = string.Join(',', keys.Select(Key)),
            ["Orders:Grace"] = "01:00:00",
            ["Rates:Sources"] = "",
        };
        return GatewayHost.StartAsync(
            settings, services => services.AddSingleton<TimeProvider>(Time).AddSingleton<IChainReaders>(Chain), folder);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await passing;
        await Shop.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        stop.Dispose();
    }

    private async Task PassAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            Time.Advance(Step);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }

    private async Task<string> RunAsync(params string[] command)
    {
        var settings = new Dictionary<string, string> { ["Data"] = folder, ["Database"] = Database, ["MasterKey"] = Key(2) };
        var start = new ProcessStartInfo("dotnet", [GatewayProcess.Program, .. command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in GatewayProcess.Variables(settings)) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0, await errors);
        return await output;
    }
}
