using System.Globalization;
using Microsoft.AspNetCore.Http;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Merchants;
using Payments.Contracts.Notices;
using Payments.Domain.Merchants;
using Payments.Domain.Notices;
using Payments.Domain.People;
using Payments.Domain.Secrets;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Console.Shell;
using Payments.Http.Console.SignIn;

namespace Payments.Http.Console.Notices;

/// <summary>Who is told of what: addresses with their events, what was sent, and the link by which an address agrees.</summary>
internal sealed class NoticePages(
    ConsoleLetters letters, ConsoleProof proof, SignInLimits limits, MerchantDirectory merchants, IGrainFactory grains, IRandomBytes random,
    TimeProvider time)
{
    /// <summary>The path below the shop's.</summary>
    public const string Path = "/notices";

    private const int TokenBytes = 32;
    private const int IdBytes = 8;

    public void Map(ConsoleRoutes routes)
    {
        routes.MapShop("GET", Path, ShopAction.Look, call => ShowAsync(call));
        routes.MapShop("POST", Path, ShopAction.ChangeNotices, AddAsync, GuardedChange.Endpoint);
        routes.MapShop("POST", Path + "/{target}", ShopAction.ChangeNotices, SetAsync);
        routes.MapShop("POST", Path + "/{target}/again", ShopAction.ChangeNotices, AskAgainAsync);
        routes.MapShop("POST", Path + "/{target}/test", ShopAction.ChangeNotices, TestAsync);
        routes.MapShop("POST", Path + "/{target}/remove", ShopAction.ChangeNotices, async call =>
            await AnswerAsync(call, await call.Merchant.RemoveNoticeTargetAsync(Find(call).Id), ConsoleNotice.NoticesChanged));
        routes.MapOpen("GET", "/confirm", async call =>
            await WaitingAsync(call) is var (shop, target) ? Ask(call, shop, target) : Over(call));
        routes.MapOpen("POST", "/confirm", ConfirmAsync);
    }

    private static NoticeTarget Find(ConsoleCall call) => call.Shop.Notices.FirstOrDefault(target => target.Id == call.Route("target"))
        ?? throw new InputException("target", "no such address", StatusCodes.Status404NotFound);

    private static IResult Over(ConsoleCall call) =>
        call.Refuse(StatusCodes.Status404NotFound, call.Texts.Access.LinkOverTitle, call.Texts.Access.LinkOver);

    private static IResult Ask(ConsoleCall call, Merchant shop, NoticeTarget target) => call.Page<LinkPage>(new()
    {
        [nameof(LinkPage.Title)] = call.Texts.Notify.ConfirmTitle,
        [nameof(LinkPage.Text)] = string.Format(CultureInfo.InvariantCulture, call.Texts.Notify.Confirm, target.Recipient, shop.Name),
        [nameof(LinkPage.Button)] = call.Texts.Notify.ConfirmButton,
    });

    private static List<NoticeEvent> EventsOf(ConsoleCall call) =>
        [.. NoticeTargetRules.Choices.Where(one => call.Form[$"on-{one}"] == "on")];

    private async Task<IResult> ShowAsync(ConsoleCall call, string? wrong = null, int status = StatusCodes.Status400BadRequest) =>
        call.Page<NoticesPage>(new()
        {
            [nameof(NoticesPage.Book)] = await grains.Find<INoticeGrain>(NoticeKey.Of(call.Shop.Id)).GetAsync() ?? new NoticeBook(),
            [nameof(NoticesPage.Channels)] = Enum.GetValues<NoticeChannel>().Where(letters.Has).ToArray(),
            [nameof(NoticesPage.Typed)] = wrong is null ? null : (Func<string, string>)(name => call.Form[name]),
            [nameof(NoticesPage.Wrong)] = wrong,
        }, wrong is null ? StatusCodes.Status200OK : status);

    private async Task<IResult> AddAsync(ConsoleCall call)
    {
        NoticeTarget target;
        var token = random.Hex(TokenBytes);
        try
        {
            target = TargetOf(call, token);
        }
        catch (InputException refusal)
        {
            return await ShowAsync(call, refusal.Message, refusal.Status);
        }
        if (await proof.WhyNotChangeAsync(call) is { } wrong) return await ShowAsync(call, wrong);
        if (await limits.LetterWaitAsync(target.Recipient) is { } wait) return await TooManyAsync(call, wait);
        var outcome = await call.Merchant.AddNoticeTargetAsync(target);
        if (outcome == NoticeOutcome.Done) await letters.AskAsync(call.Shop, target, token);
        return await AnswerAsync(call, outcome, ConsoleNotice.NoticeAsked);
    }

    private NoticeTarget TargetOf(ConsoleCall call, string token)
    {
        var channel = Enum.TryParse<NoticeChannel>(call.Form["channel"], out var named) && Enum.IsDefined(named)
            ? named
            : throw new InputException("channel", $"expected one of {string.Join(", ", Enum.GetNames<NoticeChannel>())}");
        if (!letters.Has(channel))
            throw new InputException("channel", channel == NoticeChannel.Mail ? call.Texts.Notify.MailOff : call.Texts.Notify.TelegramOff);
        var (address, now) = (call.Form.Required("address"), time.GetUtcNow());
        return new NoticeTarget
        {
            Id = random.Hex(IdBytes),
            Channel = channel,
            Recipient = channel == NoticeChannel.Mail ? ApiRules.Email(address) : Chat(address),
            Language = call.Form["language"] == "zh" ? "zh" : "en",
            Events = EventsOf(call),
            ConfirmHash = ApiKeys.Hash(token),
            ConfirmUntil = now + NoticeTargetRules.ConfirmEnd,
            CreatedAt = now,
        };
    }

    /// <summary>The id of a chat: a number, negative for a group's.</summary>
    private static string Chat(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var chat) && chat != 0
            ? chat.ToString(CultureInfo.InvariantCulture)
            : throw new InputException("address", "expected the number of a Telegram chat, such as 123456789");

    private async Task<IResult> SetAsync(ConsoleCall call) => await AnswerAsync(
        call, await call.Merchant.SetNoticeTargetAsync(Find(call).Id, EventsOf(call), call.Form["paused"] == "on"),
        ConsoleNotice.NoticesChanged);

    private async Task<IResult> AskAgainAsync(ConsoleCall call)
    {
        var (target, token) = (Find(call), random.Hex(TokenBytes));
        if (await limits.LetterWaitAsync(target.Recipient) is { } wait) return await TooManyAsync(call, wait);
        var outcome = await call.Merchant.RenewNoticeTargetAsync(target.Id, ApiKeys.Hash(token));
        if (outcome == NoticeOutcome.Done) await letters.AskAsync(call.Shop, target, token);
        return await AnswerAsync(call, outcome, ConsoleNotice.NoticeAsked);
    }

    private Task<IResult> TooManyAsync(ConsoleCall call, TimeSpan wait) => ShowAsync(
        call, string.Format(CultureInfo.InvariantCulture, call.Texts.Notify.TooManyLetters, Math.Ceiling(wait.TotalMinutes)),
        StatusCodes.Status429TooManyRequests);

    private async Task<IResult> TestAsync(ConsoleCall call)
    {
        var target = Find(call);
        await limits.CountAsync(call.Http, call.Me.Person.Id);
        if (target.ConfirmedAt is null) return await ShowAsync(call, call.Texts.Notify.Waits);
        await letters.TestAsync(call.Shop, target);
        return ConsoleCall.Go(call.PathOf(Path), ConsoleNotice.NoticeTested);
    }

    private async Task<IResult> AnswerAsync(ConsoleCall call, NoticeOutcome outcome, ConsoleNotice notice) => outcome == NoticeOutcome.Done
        ? ConsoleCall.Go(call.PathOf(Path), notice)
        : await ShowAsync(call, call.Texts.Notify.Refusals[outcome]);

    private async Task<(Merchant Shop, NoticeTarget Target)?> WaitingAsync(ConsoleCall call)
    {
        if (await merchants.ByPidAsync(call.Query("shop")) is not { Merchant: var shop }) return null;
        var hash = ApiKeys.Hash(call.Query("token") ?? "");
        return NoticeTargetRules.FindWaiting(shop, hash, time.GetUtcNow()) is { } target ? (shop, target) : null;
    }

    private async Task<IResult> ConfirmAsync(ConsoleCall call)
    {
        if (await WaitingAsync(call) is not var (shop, target)) return Over(call);
        var outcome = await grains.Find<IMerchantGrain>(shop.Id.GrainKey).ConfirmNoticeTargetAsync(target.ConfirmHash!);
        return outcome == NoticeOutcome.Done ? ConsoleCall.Go(ConsolePaths.SignIn, ConsoleNotice.NoticeConfirmed) : Over(call);
    }
}
