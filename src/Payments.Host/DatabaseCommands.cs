using Payments.Storage;
using Payments.Storage.Moving;

namespace Payments.Host;

/// <summary>What the program does to its database instead of serving: <c>export</c>, <c>import</c>, <c>reopen</c>.</summary>
internal static class DatabaseCommands
{
    private const string MoveFlag = "--move";

    /// <summary>Whether the command line asks for one.</summary>
    public static bool IsOne(string[] args) => args is ["export" or "import" or "reopen", ..];

    /// <summary>Runs it with the settings that the gateway itself would have.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="InvalidOperationException">It cannot be done; nothing was changed.</exception>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        var settings = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true);
        var configuration = GatewayApplication.AddSettings(settings, [.. args.Skip(1).Where(arg => arg != MoveFlag && arg.StartsWith('-'))]).Build();
        var services = new ServiceCollection().Configure<StorageOptions>(options => GatewayApplication.Read(configuration, options)).AddPaymentsStorage();
        await using var provider = services.BuildServiceProvider();
        var database = provider.GetRequiredService<IDatabase>();
        await database.MigrateAsync(CancellationToken.None);
        if (args[0] == "reopen")
        {
            await provider.GetRequiredService<MovedMark>().RemoveAsync();
            await output.WriteLineAsync("This installation may be started again.");
            return 0;
        }
        var path = args.Skip(1).FirstOrDefault(arg => !arg.StartsWith('-')) ?? throw new InvalidOperationException($"{args[0]} needs the name of a file, or for an export of a folder: payments {args[0]} FILE");
        if (Directory.Exists(path))
        {
            path = Path.Combine(path, $"payments-{provider.GetRequiredService<TimeProvider>().GetUtcNow():yyyyMMdd'T'HHmmss'Z'}.export");
            await output.WriteLineAsync(path);
        }
        var lines = (args[0], args.Contains(MoveFlag)) switch
        {
            ("export", true) => await provider.GetRequiredService<DatabaseExport>().MoveAsync(path),
            ("export", false) => await provider.GetRequiredService<DatabaseExport>().CopyAsync(path),
            _ => await provider.GetRequiredService<DatabaseImport>().RunAsync(path),
        };
        foreach (var line in lines) await output.WriteLineAsync(line);
        return 0;
    }
}
