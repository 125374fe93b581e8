using System.Text;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Secrets;
using Payments.Domain.Settings;
using Payments.Grains.Identity;
using Payments.Host.Configuration;
using Payments.Host.Import;
using Payments.Http.Faces.CrazyMiner;
using Payments.Storage;
using Payments.Storage.States;

namespace Payments.Host.Commands;

/// <summary>Brings installations of other software in.</summary>
internal static class ImportCommands
{
    /// <summary>The variable that Django applications have their key in.</summary>
    public const string SecretKeyVariable = "SECRET_KEY";

    /// <summary>The exit code where something of the file could not be read.</summary>
    private const int NotAllRead = 3;

    private const string KeyHelp = "Give Django's SECRET_KEY in a file (--secret-key-file FILE, readable by its owner alone) or in the " +
        "variable SECRET_KEY; never on the command line.";

    /// <summary>Imports a dump of a CrazyMiner installation.</summary>
    /// <param name="given">Settings.</param>
    /// <param name="path">The dump.</param>
    /// <param name="merchant">The id of the merchant whose users they become.</param>
    /// <param name="secretKeyFile">Where Django's key is; null for the variable.</param>
    /// <param name="output">Takes what was imported, and what could not be read.</param>
    /// <exception cref="SettingException">A setting or an option cannot work; nothing was touched.</exception>
    /// <exception cref="DatabaseRefusalException">
    /// The file cannot be read to its end, or is not for this installation; nothing was touched.
    /// </exception>
    public static async Task<int> CrazyMinerAsync(string[] given, string path, string? merchant, string? secretKeyFile, TextWriter output)
    {
        if (!MerchantId.TryParse(merchant, out var owner))
            throw new SettingException("payments import crazyminer FILE needs --merchant ID: the merchant whose users these become.");
        var configuration = SettingSources.Read(given);
        var settings = GatewaySettings.Read(configuration);
        var currency = configuration.GetSection(CrazyMinerOptions.Section).Get<CrazyMinerOptions>() ?? new CrazyMinerOptions();
        var dump = await CrazyMinerDump.ReadAsync(path);
        var fernet = FernetOf(dump, secretKeyFile);
        var keys = MasterKeyRing.Parse(KeyFiles.FindMasterKey(settings.Data, settings.MasterKey));

        await using var provider = await DatabaseCommands.OpenAsync(settings, isNew: false);
        await DatabaseCommands.RequireHereAsync(provider, "import into that one; nothing was touched");
        var (database, serializer) = (provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<JsonStateSerializer>());
        var (random, now) = (new SystemRandomBytes(), provider.GetRequiredService<TimeProvider>().GetUtcNow());
        var shop = await MerchantAsync(provider.GetRequiredService<IStateStore>(), serializer, owner);
        var ids = new InstallationIds(provider.GetRequiredService<Settings>(), new SecretBox(keys, random), random);
        await ids.StartAsync(CancellationToken.None);
        var orders = new CrazyMinerOrders(shop, currency.Currency, new PayerBox(ids, random), fernet, now);
        var found = await new CrazyMinerImport(database, serializer, shop, currency.Currency, orders, now).RunAsync(dump);

        foreach (var line in found.Unread) await output.WriteLineAsync($"not read: {line}");
        await output.WriteLineAsync($"imported: {found.Users} users, {found.Payments} payments, {found.Lines} lines of their logs");
        await output.WriteLineAsync($"stay as they are: {found.Before} users that were imported before");
        await output.WriteLineAsync($"passed over: {dump.Others} rows of other models; not read: {found.Unread.Count}");
        return found.Unread.Count == 0 ? 0 : NotAllRead;
    }

    /// <summary>The reader of the dump's tokens; null where it has none. A key that opens none of them is the wrong one.</summary>
    private static FernetReader? FernetOf(CrazyMinerDump dump, string? secretKeyFile)
    {
        var tokens = dump.Payments.Select(payment => payment.Token).OfType<string>().ToArray();
        if (tokens.Length == 0) return null;
        var key = secretKeyFile is null ? Environment.GetEnvironmentVariable(SecretKeyVariable) : new PrivateFile(secretKeyFile).Read();
        if (string.IsNullOrEmpty(key)) throw new SettingException($"The dump has {tokens.Length} encrypted values. {KeyHelp}");
        var fernet = FernetReader.OfDjango(key);
        return tokens.Any(token => fernet.TryRead(token, out _)) ? fernet : throw new SettingException(
            $"خطای رمزنگاری: this SECRET_KEY opens none of the {tokens.Length} encrypted values; nothing was touched. {KeyHelp}");
    }

    private static async Task<Merchant> MerchantAsync(IStateStore store, JsonStateSerializer serializer, MerchantId merchant)
    {
        var row = await store.ReadAsync(StateTable.Merchants, merchant.GrainKey);
        return row is { } found && serializer.TryRead<Merchant>(Encoding.UTF8.GetString(found.State)) is { } read
            ? read
            : throw new DatabaseRefusalException($"There is no merchant {merchant} to import for; nothing was touched.");
    }
}
