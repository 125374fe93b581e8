using System.Globalization;
using Payments.Domain.Secrets;
using Payments.Domain.Settings;
using Payments.Grains.Merchants;
using Payments.Host.Configuration;
using Payments.Storage;
using Payments.Storage.Export;

namespace Payments.Host;

/// <summary>What the program does to its database instead of serving: <c>migrate</c>, <c>export</c>, <c>import</c>, <c>reopen</c>, <c>keys</c>.</summary>
internal static class DatabaseCommands
{
    /// <summary>Their names.</summary>
    public static readonly IReadOnlyList<string> Names = ["migrate", "export", "import", "reopen", "keys"];

    private const string MoveFlag = "--move";
    private const string KeepFlag = "--keep";

    /// <summary>Those for which there must be something already: a folder that is named wrongly would be an empty installation, backed up with success.</summary>
    private static readonly string[] ReadsOnly = ["export", "reopen", "keys"];

    /// <summary>Whether the command line asks for one.</summary>
    public static bool IsOne(string[] args) => args is [var name, ..] && Names.Contains(name);

    /// <summary>The exit code of <c>keys</c> while something is sealed under another key than the one in front.</summary>
    private const int OlderKeysInUse = 3;

    /// <summary>Runs it with the settings that the gateway itself would have.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="SettingException">The command line or a setting cannot work.</exception>
    /// <exception cref="DatabaseRefusalException">It cannot be done; nothing was changed.</exception>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        (args, var keep) = TakeKeep(args);
        var given = args.Skip(1).Where(arg => arg != MoveFlag && arg.StartsWith('-')).ToArray();
        if (given.FirstOrDefault(arg => !arg.Contains('=')) is { } loose) throw new SettingException($"{loose} is not understood: settings of payments {args[0]} are written --Name=value.");
        var settings = GatewaySettings.Read(SettingSources.Read(given));
        var storage = new StorageOptions { Data = settings.Data, Database = settings.Database };
        if (ReadsOnly.Contains(args[0]) && storage.File is { } file && !File.Exists(file))
            throw new DatabaseRefusalException($"There is no database to read: {Path.GetFullPath(file)} does not exist. Setting Data names its folder, Database a server instead.");
        var services = new ServiceCollection().Configure<StorageOptions>(options => (options.Data, options.Database) = (storage.Data, storage.Database)).AddPaymentsStorage()
            .AddLogging(logging => logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        await using var provider = services.BuildServiceProvider();
        var database = provider.GetRequiredService<IDatabase>();
        await database.MigrateAsync(CancellationToken.None);
        if (args[0] == "migrate")
        {
            await output.WriteLineAsync("The schema is up to date.");
            return 0;
        }
        if (args[0] == "reopen")
        {
            await provider.GetRequiredService<MovedMark>().RemoveAsync();
            await output.WriteLineAsync("This installation may be started again.");
            return 0;
        }
        if (args[0] == "keys") return await ShowKeysAsync(provider, settings, output);
        var path = args.Skip(1).FirstOrDefault(arg => !arg.StartsWith('-')) ?? throw new SettingException($"{args[0]} needs the name of a file, or for an export of a folder: payments {args[0]} FILE");
        var folder = Directory.Exists(path) ? new BackupFolder(path, provider.GetRequiredService<TimeProvider>()) : null;
        if (folder is null && keep is not null) throw new SettingException($"{KeepFlag} goes with an export into a folder, and {path} is none.");
        if (folder is not null)
        {
            path = folder.NextFile();
            await output.WriteLineAsync(path);
        }
        var lines = (args[0], args.Contains(MoveFlag)) switch
        {
            ("export", true) => await provider.GetRequiredService<DatabaseExport>().MoveAsync(path),
            ("export", false) => await provider.GetRequiredService<DatabaseExport>().CopyAsync(path),
            _ => await provider.GetRequiredService<DatabaseImport>().RunAsync(path),
        };
        foreach (var line in lines) await output.WriteLineAsync(line);
        if (args[0] == "export" && !args.Contains(MoveFlag)) await provider.GetRequiredService<BackupMark>().SetAsync();
        if (keep is { } newest)
            foreach (var name in folder!.Prune(newest)) await output.WriteLineAsync($"removed {name}");
        return 0;
    }

    /// <summary>The command line without <c>--keep N</c>, and the number in it.</summary>
    private static (string[] Others, int? Keep) TakeKeep(string[] args)
    {
        var at = Array.IndexOf(args, KeepFlag);
        if (at < 0) return (args, null);
        if (args[0] != "export" || args.Contains(MoveFlag) || at + 1 == args.Length || !int.TryParse(args[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var keep) || keep < 1)
            throw new SettingException($"{KeepFlag} needs how many exports of a folder stay, from 1: payments export FOLDER {KeepFlag} 14");
        return ([.. args[..at], .. args[(at + 2)..]], keep);
    }

    /// <summary>What lies under which master key. It only looks: sealing afresh is the running gateway's, whose grains have the merchants in memory.</summary>
    private static async Task<int> ShowKeysAsync(IServiceProvider provider, GatewaySettings settings, TextWriter output)
    {
        var keys = MasterKeyRing.Parse(KeyFiles.FindMasterKey(settings.Data, settings.MasterKey));
        var shares = await ActivatorUtilities.CreateInstance<MasterKeyUse>(provider, keys).FindAsync();
        foreach (var share in shares)
        {
            var place = share.Id == keys.Current.Id ? "in front" : share.IsGiven ? "behind" : "NOT in MasterKey: add it behind the others";
            await output.WriteLineAsync($"master key {share.Id} ({place}): {(share.HasInstallationKey ? "the installation key and " : "")}the secrets of {share.Merchants} merchants");
        }
        if (shares.Any(share => share.Id != keys.Current.Id && !share.IsFree)) return OlderKeysInUse;
        await output.WriteLineAsync(shares.Count == 1 ? "One key is in use." : "Only the key in front is in use. Once every process has it in front, the others may be taken out of MasterKey.");
        return 0;
    }
}
