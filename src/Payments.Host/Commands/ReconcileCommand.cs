using System.CommandLine;
using Payments.Domain.Identity;
using Payments.Domain.Providers;
using Payments.Domain.Reconciliation;
using Payments.Domain.Secrets;
using Payments.Domain.Settings;
using Payments.Grains.Reconciliation;
using Payments.Host.Configuration;
using Payments.Providers.Common;
using Payments.Storage.Reconciliation;

namespace Payments.Host.Commands;

/// <summary>
/// What <c>payments reconcile PROVIDER DAY</c> does: compares a day of an account with its provider's statement now, while the gateway may
/// go on, and stores the result in the place of the day's earlier one.
/// </summary>
internal static class ReconcileCommand
{
    private const string Help = "reconcile needs a provider and a day: payments reconcile wechat 2026-01-31";
    private const int MostShown = 20;

    /// <summary>The command.</summary>
    public static Command Of(TextWriter output)
    {
        var words = GatewayCommands.Path("PROVIDER DAY", "alipay, cryptomus, wechat … and a day of its clock, such as 2026-01-31.");
        var merchant = new Option<string?>("--merchant")
        {
            Description = "The merchant_id of the merchant whose own account it is; without it, the operator's.",
            HelpName = "ID",
        };
        var command = new Command("reconcile",
            "Compares a day with the provider's statement, again where it was before. Exit code 3 where differences are open.")
        {
            words, merchant,
        };
        command.SetAction(parsed =>
        {
            var given = parsed.GetValue(words)!;
            var settings = SettingWords.OfCommand(command.Name, [.. given.Where(word => word.StartsWith('-'))]);
            string[] places = [.. given.Where(word => !word.StartsWith('-'))];
            if (places.Length != 2 || !SettingWords.TryParseDay(places[1], out var day)) throw new SettingException(Help);
            return RunAsync(settings, places[0], OwnerOf(parsed.GetValue(merchant)), day, output);
        });
        return command;
    }

    private static MerchantId? OwnerOf(string? text)
    {
        if (text is null) return null;
        return MerchantId.TryParse(text, out var merchant)
            ? merchant
            : throw new SettingException($"--merchant is '{text}': expected a merchant_id.");
    }

    /// <exception cref="SettingException">There is no such provider.</exception>
    private static async Task<int> RunAsync(string[] given, string provider, MerchantId? owner, DateOnly day, TextWriter output)
    {
        var configuration = SettingSources.Read(given);
        var settings = GatewaySettings.Read(configuration);
        var keys = MasterKeyRing.Parse(KeyFiles.FindMasterKey(settings.Data, settings.MasterKey));
        await using var services = await DatabaseCommands.OpenAsync(settings, isNew: false, added => added
            .AddSingleton(configuration).AddSingleton(keys).AddSingleton<IRandomBytes, SystemRandomBytes>().AddSingleton<SecretBox>()
            .AddPaymentProviders().AddSingleton<IOwnAccounts, StoredAccounts>().AddReconciliation());
        await DatabaseCommands.RequireHereAsync(services, "reconcile there");
        var reconciler = services.GetRequiredService<Reconciler>();
        if (reconciler.CalendarOf(provider) is not { } calendar)
            throw new SettingException(
                $"There is no provider '{provider}' that gives statements. A chain is compared by the running gateway, which asks its " +
                "nodes: POST /api/v1/admin/reconciliations.");
        if (day > calendar.NewestAt(services.GetRequiredService<TimeProvider>().GetUtcNow()))
            throw new SettingException($"{provider} has no statement of {StoredDifferences.TextOf(day)} yet.");
        var key = new ReconciliationKey(provider, owner);
        if (await reconciler.RunAsync(key, day, CancellationToken.None) is { } trouble)
        {
            await output.WriteLineAsync($"could not be compared: {trouble}");
            return 1;
        }
        return await TellAsync(services.GetRequiredService<ReconciliationQueries>(), key, day, output);
    }

    private static async Task<int> TellAsync(ReconciliationQueries queries, ReconciliationKey key, DateOnly day, TextWriter output)
    {
        var filter = new ReconciliationFilter { Provider = key.Provider, Account = key.Account, From = day, To = day };
        var run = (await queries.RunsAsync(filter, null, 1)).Items.Single();
        var differences = (await queries.DifferencesAsync(filter with { IsOpenOnly = true }, null, MostShown)).Items;
        foreach (var row in differences)
            await output.WriteLineAsync(
                $"{row.Kind} {row.Entry} {row.Reference}: here {Side(row.OurAmount, row.OurCurrency, row.OurState)}, " +
                $"there {Side(row.TheirAmount, row.TheirCurrency, row.TheirState)}");
        if (run.Open > differences.Count) await output.WriteLineAsync($"and {run.Open - differences.Count} more");
        foreach (var sum in (await queries.SettlementsAsync(filter, null, MostShown)).Items)
            await output.WriteLineAsync(
                $"{(sum.Merchant.Length == 0 ? "no order" : sum.Merchant)}: {sum.Payments} payments, gross {sum.Gross}, fees {sum.Fees}, " +
                $"refunds {sum.Refunds}, net {sum.Net} {sum.Currency}");
        await output.WriteLineAsync(
            $"{run.Lines} lines, {run.Entries} payments here, {run.Matched} agree, {run.Foreign} of other systems, " +
            $"{run.Differences} differences, {run.Open} open");
        if (run.Note is { } note) await output.WriteLineAsync(note);
        return run.Open == 0 ? 0 : DatabaseCommands.DifferencesFound;
    }

    private static string Side(string? amount, string? currency, string? state) =>
        amount is null ? "nothing" : $"{amount} {currency} ({state})";
}
