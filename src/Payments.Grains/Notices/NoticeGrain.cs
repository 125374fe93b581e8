using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using Payments.Contracts.Merchants;
using Payments.Contracts.Notices;
using Payments.Domain.Identity;
using Payments.Domain.Notices;
using Payments.Domain.Secrets;
using Payments.Grains.Persistence;
using Payments.Storage.States;

namespace Payments.Grains.Notices;

/// <summary>The messages of one shop, or to one person.</summary>
/// <remarks>
/// Servers are called beside the grain's own calls, from a timer, one letter at a time; a reminder keeps the grain alive while letters
/// wait. That a letter is being sent is stored before it is, so that a crash repeats none.
/// </remarks>
[GrainType("notice")]
public sealed partial class NoticeGrain(
    [PersistentState(StateNames.NoticeBook, StorageNames.Default)] IPersistentState<Stored<NoticeBook>> stored,
    [FromKeyedServices(SecretBox.OfInstallation)] SecretBox box,
    IEnumerable<ILetterCarrier> carriers,
    MerchantReader merchants,
    NoticeSources sources,
    NoticeMetrics metrics,
    IConfiguration configuration,
    IOptions<NoticeOptions> options,
    TimeProvider time,
    ILogger<NoticeGrain> logger) : Grain, INoticeGrain, IRemindable
{
    private const string AliveReminder = "letters";
    private const string Purpose = "notice";

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim turn = new(1);
    private NoticeBook? committed;
    private IGrainTimer? timer;

    private string Owner => NoticeKey.OwnerOf(this.GetPrimaryKeyString());

    /// <inheritdoc />
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        committed = stored.State.Value;
        if (committed is null) return;
        await ChangeAsync(book => NoticeBookRules.Interrupted(book!, time.GetUtcNow()));
        if (committed.Letters.Count > 0) Watch();
    }

    /// <inheritdoc />
    public Task<NoticeBook?> GetAsync() => Task.FromResult(committed);

    /// <inheritdoc />
    public async Task PostAsync(PostedLetter letter)
    {
        var now = time.GetUtcNow();
        await AddAsync(book => NoticeBookRules.Add(book, letter.Key, [new Letter
        {
            Key = letter.Key,
            Event = letter.Event,
            Target = letter.Target,
            Channel = letter.Channel,
            Recipient = letter.Recipient,
            Subject = letter.Subject,
            SealedBody = box.Seal(letter.Body, Purpose, Owner),
            MadeAt = now,
            SendAt = now,
        }], now));
    }

    /// <inheritdoc />
    public async Task LookAsync()
    {
        if (await merchants.FindAsync(MerchantId.FromGrainKey(Owner)) is not { Merchant: var shop }) return;
        var now = time.GetUtcNow();
        var (changes, number) = await sources.ChangesAsync(shop, committed?.AuditNumber, now);
        var events = await sources.EventsAsync(shop, now);
        var hasMail = carriers.Any(carrier => carrier is { Channel: NoticeChannel.Mail, IsSet: true });
        var root = configuration["PublicUrl"] is { Length: > 0 } url ? url.TrimEnd('/') : null;
        await AddAsync(book =>
        {
            var next = NoticeBookRules.Keep(book, shop.Notices);
            if (next.AuditNumber != number) next = next with { AuditNumber = number };
            foreach (var found in changes.Concat(events))
                if (!next.Told.ContainsKey(found.Key) &&
                    NoticeLetters.Of(shop, found, book.Recipients, hasMail, root, now) is { Count: > 0 } letters)
                    next = NoticeBookRules.Add(next, found.Key, letters, now);
            var recipients = NoticeLetters.RecipientsOf(shop);
            return next.Recipients.SequenceEqual(recipients) ? next : next with { Recipients = recipients };
        });
    }

    /// <inheritdoc />
    /// <remarks>Being called is enough while letters wait: an activation goes on by itself.</remarks>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (committed is { Letters.Count: > 0 }) return;
        if (await this.GetReminder(AliveReminder) is { } reminder) await this.UnregisterReminder(reminder);
    }

    /// <summary>The reminder first: a crash between it and the letters leaves one that ends itself.</summary>
    private async Task AddAsync(Func<NoticeBook, NoticeBook> add)
    {
        var before = committed ?? new NoticeBook();
        if (before.Letters.Count == 0 && add(before).Letters.Count > 0)
            await this.RegisterOrUpdateReminder(AliveReminder, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        await ChangeAsync(book =>
        {
            var known = book ?? new NoticeBook();
            var next = add(known);
            return ReferenceEquals(next, known) ? book : next;
        });
        if (committed is { Letters.Count: > 0 }) Watch();
    }

    private void Watch()
    {
        if (timer is null)
        {
            timer = this.RegisterGrainTimer(
                SendAllAsync, new GrainTimerCreationOptions(TimeSpan.Zero, Period) { KeepAlive = true, Interleave = true });
        }
        else
        {
            timer.Change(TimeSpan.Zero, Period);
        }
    }

    private async Task SendAllAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested && await BeginAsync() is { } letter) await SendAsync(letter, cancellationToken);
        if (committed is { Letters.Count: > 0 }) return;
        timer?.Dispose();
        timer = null;
    }

    private async Task<Letter?> BeginAsync()
    {
        Letter? begun = null;
        await ChangeAsync(book =>
        {
            if (NoticeBookRules.Begin(book!, options.Value.MostAnHour, time.GetUtcNow()) is not var (next, letter)) return book;
            begun = letter;
            return next;
        });
        return begun;
    }

    private async Task SendAsync(Letter letter, CancellationToken cancellationToken)
    {
        var answer = await CarryAsync(letter, cancellationToken);
        var before = committed!.Past.Count == 0 ? null : committed.Past[^1];
        await ChangeAsync(book => answer.Outcome switch
        {
            CarrierOutcome.Sent => NoticeBookRules.Sent(book!, letter, time.GetUtcNow()),
            CarrierOutcome.Later => NoticeBookRules.Failed(book!, letter, answer.Reason!, answer.Pause, time.GetUtcNow()),
            CarrierOutcome.Refused => NoticeBookRules.Refused(book!, letter, answer.Reason!, time.GetUtcNow()),
            CarrierOutcome.Unknown => NoticeBookRules.Unconfirmed(book!, letter, answer.Reason!, time.GetUtcNow()),
            _ => throw new InvalidOperationException($"Unknown outcome {answer.Outcome}."),
        });
        var past = committed!.Past.Count == 0 ? null : committed.Past[^1];
        if (ReferenceEquals(past, before))
        {
            metrics.Tried(letter.Channel, "later");
            LogLater(logger, letter.Event, Owner, letter.Channel, answer.Reason);
            return;
        }
        metrics.Tried(letter.Channel, past!.Outcome.ToString().ToLowerInvariant());
        if (past.Outcome == LetterOutcome.Sent) LogSent(logger, letter.Event, Owner, letter.Channel);
        else LogFailed(logger, letter.Event, Owner, letter.Channel, past.Outcome, past.Reason);
    }

    /// <summary>What nobody foresaw may have come after the server took it.</summary>
    private async Task<CarrierAnswer> CarryAsync(Letter letter, CancellationToken cancellationToken)
    {
        try
        {
            var carrier = carriers.Single(one => one.Channel == letter.Channel);
            var outgoing = new OutgoingLetter(letter.Recipient, letter.Subject, BodyOf(letter), IdOf(letter));
            return await carrier.SendAsync(outgoing, cancellationToken);
        }
        catch (Exception failure)
        {
            LogBroken(logger, letter.Event, Owner, failure);
            return CarrierAnswer.Unknown("the gateway could not handle it");
        }
    }

    private string BodyOf(Letter letter) => letter.SealedBody is { } text ? box.Open(text, Purpose, Owner) : letter.Body ?? "";

    /// <summary>The same for the same letter, for ever.</summary>
    private string IdOf(Letter letter) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Owner}\n{letter.Key}\n{letter.Recipient}")).AsSpan(0, 16));

    /// <summary>Changes the book. Servers are called between other calls, so that changes wait for one another.</summary>
    private async Task ChangeAsync(Func<NoticeBook?, NoticeBook?> change)
    {
        await turn.WaitAsync();
        try
        {
            var next = change(committed);
            if (ReferenceEquals(next, committed)) return;
            await stored.SaveAsync(next!, GrainContext);
            committed = next;
        }
        finally
        {
            turn.Release();
        }
    }
}
