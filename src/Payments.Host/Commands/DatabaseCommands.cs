using Payments.Domain.Orders;
using Payments.Domain.Secrets;
using Payments.Domain.Settings;
using Payments.Grains.Merchants;
using Payments.Grains.Persistence;
using Payments.Host.Configuration;
using Payments.Storage;
using Payments.Storage.Archive;
using Payments.Storage.Audit;
using Payments.Storage.Export;
using Payments.Storage.Queries;

namespace Payments.Host.Commands;

/// <summary>What the program does to its database instead of serving, with the settings that the gateway itself would have.</summary>
internal static class DatabaseCommands
{
    private const string KeyNote =
        "The master key is not in the file, and the secrets in it cannot be read without it: bring master.key of the old Data folder " +
        "along, or set MasterKey, before the gateway starts on the new database.";

    /// <summary>The exit code of <c>keys</c> while something is sealed under another key than the one in front.</summary>
    private const int OlderKeysInUse = 3;

    /// <summary>
    /// The exit code of <c>check</c> and <c>reconcile</c> where two sides differ, or a chain of the audit log is broken.
    /// </summary>
    internal const int DifferencesFound = 3;

    /// <summary>Brings the schema up to date.</summary>
    public static async Task<int> MigrateAsync(string[] given, TextWriter output)
    {
        await using var provider = await OpenAsync(SettingsOf(given), isNew: true);
        await output.WriteLineAsync("The schema is up to date.");
        return 0;
    }

    /// <summary>Takes a move back.</summary>
    /// <exception cref="DatabaseRefusalException">There is no database.</exception>
    public static async Task<int> ReopenAsync(string[] given, TextWriter output)
    {
        await using var provider = await OpenAsync(SettingsOf(given), isNew: false);
        await provider.GetRequiredService<MovedMark>().RemoveAsync();
        await output.WriteLineAsync("This installation may be started again.");
        return 0;
    }

    /// <summary>Writes everything into a file, or into a new one in a folder.</summary>
    /// <param name="given">Settings.</param>
    /// <param name="path">The file or the folder.</param>
    /// <param name="isMove">Whether the database is closed in the same step.</param>
    /// <param name="keep">How many exports of the folder stay; null for all.</param>
    /// <param name="output">Takes the file's name, where it was chosen here, then what was written.</param>
    /// <exception cref="SettingException">There is nothing to keep a number of.</exception>
    /// <exception cref="DatabaseRefusalException">There is no database, or it cannot be exported.</exception>
    public static async Task<int> ExportAsync(string[] given, string path, bool isMove, int? keep, TextWriter output)
    {
        await using var provider = await OpenAsync(SettingsOf(given), isNew: false);
        var folder = Directory.Exists(path) ? new BackupFolder(path, provider.GetRequiredService<TimeProvider>()) : null;
        if (folder is null && keep is not null)
            throw new SettingException($"--keep goes with an export into a folder, and {path} is none.");
        if (folder is not null)
        {
            path = folder.NextFile();
            await output.WriteLineAsync(path);
        }
        var export = provider.GetRequiredService<DatabaseExport>();
        foreach (var line in isMove ? await export.MoveAsync(path) : await export.CopyAsync(path)) await output.WriteLineAsync(line);
        if (!isMove) await provider.GetRequiredService<BackupMark>().SetAsync();
        if (keep is { } newest)
            foreach (var name in folder!.Prune(newest)) await output.WriteLineAsync($"removed {name}");
        await Console.Error.WriteLineAsync(KeyNote);
        return 0;
    }

    /// <summary>Fills a fresh database from a file of <see cref="ExportAsync"/>.</summary>
    /// <exception cref="DatabaseRefusalException">There is no such file, and nothing was touched; or it cannot be imported.</exception>
    public static async Task<int> ImportAsync(string[] given, string path, TextWriter output)
    {
        var settings = SettingsOf(given);
        if (!File.Exists(path))
            throw new DatabaseRefusalException($"There is no file {Path.GetFullPath(path)} to import; nothing was touched. {KeyNote}");
        await using var provider = await OpenAsync(settings, isNew: true);
        foreach (var line in await provider.GetRequiredService<DatabaseImport>().RunAsync(path)) await output.WriteLineAsync(line);
        await Console.Error.WriteLineAsync(KeyNote);
        return 0;
    }

    /// <summary>Moves finished orders of old into files. A call that was ended early is made again, and goes on.</summary>
    /// <param name="given">Settings.</param>
    /// <param name="folder">Where the files go.</param>
    /// <param name="before">Only what did not change since is moved.</param>
    /// <param name="output">Takes each file's name, what is in it, and what became of it in the database.</param>
    /// <exception cref="SettingException">There is no such folder.</exception>
    /// <exception cref="DatabaseRefusalException">There is no database, it was moved, or the time is too late.</exception>
    public static async Task<int> ArchiveAsync(string[] given, string folder, DateTimeOffset before, TextWriter output)
    {
        await using var provider = await OpenAsync(SettingsOf(given), isNew: false);
        if (!Directory.Exists(folder))
            throw new SettingException($"archive needs a folder that exists: {Path.GetFullPath(folder)} is none.");
        await RequireHereAsync(provider, "archive its orders there");
        var written = await provider.GetRequiredService<ArchiveWriter>().WriteAsync(folder, before);
        foreach (var file in written.Files)
        {
            await output.WriteLineAsync(file.Path);
            foreach (var line in file.Lines) await output.WriteLineAsync($"  {line}");
            var removed = await provider.GetRequiredService<ArchiveRemover>().RemoveAsync(file.Path);
            await output.WriteLineAsync($"  moved: {removed.Orders} orders and {removed.Callbacks} callbacks; {removed.Changed} orders " +
                "changed meanwhile and stay");
        }
        if (written.Files.Count == 0) await output.WriteLineAsync("No finished order of that time is in the database any more.");
        foreach (var (why, orders) in written.Staying) await output.WriteLineAsync($"stay: {orders} orders, because {Word(why)}");
        return 0;
    }

    /// <summary>
    /// What lies under which master key. It only looks: sealing afresh is the running gateway's, whose grains have the merchants in memory.
    /// </summary>
    /// <exception cref="DatabaseRefusalException">There is no database.</exception>
    public static async Task<int> ShowKeysAsync(string[] given, TextWriter output)
    {
        var settings = SettingsOf(given);
        await using var provider = await OpenAsync(settings, isNew: false);
        var keys = MasterKeyRing.Parse(KeyFiles.FindMasterKey(settings.Data, settings.MasterKey));
        var shares = await ActivatorUtilities.CreateInstance<MasterKeyUse>(provider, keys).FindAsync();
        foreach (var share in shares)
        {
            var place = share.Id == keys.Current.Id ? "in front" : share.IsGiven ? "behind" : "NOT in MasterKey: add it behind the others";
            await output.WriteLineAsync(
                $"master key {share.Id} ({place}): {(share.HasInstallationKey ? "the installation key and " : "")}the secrets of " +
                $"{share.Merchants} merchants");
        }
        if (shares.Any(share => share.Id != keys.Current.Id && !share.IsFree)) return OlderKeysInUse;
        await output.WriteLineAsync(shares.Count == 1
            ? "One key is in use."
            : "Only the key in front is in use. Once every process has it in front, the others may be taken out of MasterKey.");
        return 0;
    }

    /// <summary>
    /// Compares every user's ledger with his balances and with the orders that credit him, and follows every chain of the audit log, while
    /// the gateway may go on.
    /// </summary>
    /// <exception cref="DatabaseRefusalException">There is no database.</exception>
    public static async Task<int> CheckAsync(string[] given, TextWriter output)
    {
        await using var provider = await OpenAsync(SettingsOf(given), isNew: false);
        var found = await provider.GetRequiredService<UserChecks>().RunAsync(CancellationToken.None);
        foreach (var example in found.Examples) await output.WriteLineAsync(example);
        var more = found.Differences - found.Examples.Count;
        if (more > 0) await output.WriteLineAsync($"and {more} more differences");
        await output.WriteLineAsync(
            $"{found.Wallets} users' wallets, {found.Entries} entries, {found.Orders} orders that credit users, " +
            $"{found.Differences} differences");
        var audit = await provider.GetRequiredService<AuditChains>().CheckAsync(CancellationToken.None);
        foreach (var example in audit.Examples) await output.WriteLineAsync(example);
        await output.WriteLineAsync(
            $"{audit.Entries} entries of the audit log in {audit.Chains} chains, {audit.Broken} of them broken");
        return found.Differences == 0 && audit.Broken == 0 ? 0 : DifferencesFound;
    }

    /// <summary>What writes orders or wallets must not write them where nobody reads them any more.</summary>
    /// <param name="provider">The opened database.</param>
    /// <param name="advice">What to do instead.</param>
    /// <exception cref="DatabaseRefusalException">The installation was moved.</exception>
    internal static async Task RequireHereAsync(IServiceProvider provider, string advice)
    {
        if (await provider.GetRequiredService<MovedMark>().FindAsync() is { } moved)
            throw new DatabaseRefusalException($"This installation was moved to another database at {moved}: {advice}.");
    }

    private static string Word(ArchiveVerdict why) => why switch
    {
        ArchiveVerdict.Unreadable => "they, or callbacks of theirs, cannot be read",
        ArchiveVerdict.NotOver => "they still hold an amount or wait for something",
        ArchiveVerdict.PaymentOpen => "a payment is not final, or is unmatched and was meant for them",
        ArchiveVerdict.CallbackOpen => "a callback is under way",
        ArchiveVerdict.Recent => "something happened to them since",
        _ => throw new InvalidOperationException($"{why} is no reason to stay."),
    };

    private static GatewaySettings SettingsOf(string[] given) => GatewaySettings.Read(SettingSources.Read(given));

    /// <summary>Opens the database and brings its schema up to date.</summary>
    /// <param name="settings">Where it is.</param>
    /// <param name="isNew">
    /// Whether one may be made: a folder that is named wrongly would be an empty installation, backed up with success.
    /// </param>
    /// <param name="add">Adds what a command needs beside the database.</param>
    internal static async Task<ServiceProvider> OpenAsync(GatewaySettings settings, bool isNew, Action<IServiceCollection>? add = null)
    {
        var storage = new StorageOptions { Data = settings.Data, Database = settings.Database };
        if (!isNew && storage.File is { } file && !File.Exists(file))
            throw new DatabaseRefusalException(
                $"There is no database to read: {Path.GetFullPath(file)} does not exist. Setting Data names its folder, Database a " +
                $"server instead.");
        var services = new ServiceCollection()
            .Configure<StorageOptions>(options => (options.Data, options.Database) = (storage.Data, storage.Database))
            .AddPaymentsStorage()
            .AddStateJson(StateJson.Default)
            .AddLogging(logging => logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        add?.Invoke(services);
        var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IDatabase>().MigrateAsync(CancellationToken.None);
        return provider;
    }
}
