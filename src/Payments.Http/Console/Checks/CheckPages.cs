using System.Globalization;
using Microsoft.AspNetCore.Http;
using Payments.Contracts;
using Payments.Contracts.Callbacks;
using Payments.Domain.Callbacks.Formats;
using Payments.Domain.People;
using Payments.Domain.Signatures.Clinic;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Console.Texts;

namespace Payments.Http.Console.Checks;

/// <summary>
/// Tries out a shop's callback address, and examines signatures. Both show what is signed, so they are for who sees the secret.
/// </summary>
internal sealed class CheckPages(TimeProvider time)
{
    /// <summary>The section's path below the shop's.</summary>
    public const string Path = "/checks";

    /// <summary>What the page lets people type, where each character takes three bytes, each of which is written as three.</summary>
    private const int ClinicLimit = 2 * SignatureClinic.TextLimit * 3 * 3 + (16 << 10);

    public void Map(ConsoleRoutes routes)
    {
        routes.MapShop("GET", Path, ShopAction.SeeKeys, call => Task.FromResult(Show(call, new CheckForm())));
        routes.MapShop("POST", Path + "/test", ShopAction.SeeKeys, TestAsync);
        routes.MapShop("POST", Path + "/signature", ShopAction.SeeKeys, call => Task.FromResult(Examine(call)),
            formLimit: ClinicLimit);
    }

    private static IResult Show(ConsoleCall call, CheckForm form, int status = StatusCodes.Status200OK) =>
        call.Page<CheckPage>(new() { [nameof(CheckPage.Form)] = form }, status);

    private static async Task<IResult> TestAsync(ConsoleCall call)
    {
        var form = new CheckForm { Url = call.Form["url"], Face = call.Form["face"] };
        try
        {
            var url = InputRules.Url(form.Url, "url") ?? throw InputException.Missing("url");
            var format = CallbackFormats.Find(form.Face)
                ?? throw new InputException("face", $"expected {string.Join(" or ", CallbackFormats.All.Select(known => known.Name))}");
            var test = await call.Grains.Find<ICallbackTestGrain>(CallbackTest.GrainKey(call.Shop.Id)).RunAsync(url, format.Face);
            return test is null
                ? Show(call, form with { TestWrong = call.Texts.Checks.TooManyTests }, StatusCodes.Status429TooManyRequests)
                : Show(call, form with { Test = test });
        }
        catch (InputException refusal)
        {
            return Show(call, form with { TestWrong = refusal.Message }, refusal.Status);
        }
    }

    private IResult Examine(ConsoleCall call)
    {
        var (words, form) = (call.Texts.Checks, new CheckForm { Pasted = call.Form["request"], Signed = call.Form["signed"] });
        if ((TooLong(words, words.Pasted, form.Pasted) ?? TooLong(words, words.Signed, form.Signed)) is { } wrong)
            return Show(call, form with { ClinicWrong = wrong }, StatusCodes.Status400BadRequest);
        return SignatureClinic.Examine(form.Pasted, form.Signed.Length == 0 ? null : form.Signed, Secrets(call)) is { } found
            ? Show(call, form with { Found = found })
            : Show(call, form with { ClinicWrong = words.NoRequest }, StatusCodes.Status400BadRequest);
    }

    /// <summary>A browser counts the end of a line as one character and sends it as two.</summary>
    private static string? TooLong(CheckTexts words, string label, string text) =>
        text.Length - text.AsSpan().Count("\r\n") <= SignatureClinic.TextLimit
            ? null
            : string.Format(CultureInfo.InvariantCulture, words.TooLong, label, SignatureClinic.TextLimit);

    /// <summary>Every secret in force, each by a name for people.</summary>
    private List<NamedSecret> Secrets(ConsoleCall call)
    {
        var (words, now, access) = (call.Texts.Checks, time.GetUtcNow(), call.InShop!.Access);
        var secrets = Named(access.SecretsAt(now), words.PresentSecret, words.FormerSecret).ToList();
        foreach (var endpoint in access.Merchant.Endpoints)
        {
            var url = endpoint.UrlAt(now);
            secrets.AddRange(Named(access.SecretsOf(endpoint.Id, now), url, $"{url}, {words.FormerSecret}"));
        }
        return secrets;
    }

    private static IEnumerable<NamedSecret> Named(IReadOnlyList<string> secrets, string present, string former) =>
        secrets.Select((secret, place) => new NamedSecret(place == 0 ? present : former, secret));
}
