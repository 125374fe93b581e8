using Payments.Domain.Notices;

namespace Payments.Grains.Notices;

/// <summary>Brings messages to a server, one way for each channel.</summary>
public interface ILetterCarrier
{
    /// <summary>The channel.</summary>
    NoticeChannel Channel { get; }

    /// <summary>Whether the settings say where to send.</summary>
    bool IsSet { get; }

    /// <summary>Sends a message, once. What goes wrong is its answer, the caller's cancellation too.</summary>
    Task<CarrierAnswer> SendAsync(OutgoingLetter letter, CancellationToken cancellationToken);
}

/// <summary>A message with its text in the clear.</summary>
/// <param name="Address">To whom.</param>
/// <param name="Subject">One line.</param>
/// <param name="Body">Plain text.</param>
/// <param name="Id">Names it for ever: hex digits.</param>
public sealed record OutgoingLetter(string Address, string Subject, string Body, string Id)
{
    /// <inheritdoc />
    public override string ToString() => $"OutgoingLetter {{ {Id} }}";
}

/// <summary>What became of a try to send.</summary>
/// <param name="Outcome">Whether the server took it.</param>
/// <param name="Reason">Why not, in words; null where it did.</param>
/// <param name="Pause">How long the server asks to wait; null where it does not say.</param>
public sealed record CarrierAnswer(CarrierOutcome Outcome, string? Reason = null, TimeSpan? Pause = null)
{
    /// <summary>Longest reason.</summary>
    private const int ReasonLimit = 300;

    /// <summary>The server took it.</summary>
    public static readonly CarrierAnswer Sent = new(CarrierOutcome.Sent);

    /// <summary>It was certainly not sent, and may be later.</summary>
    public static CarrierAnswer Later(string reason, TimeSpan? pause = null) => new(CarrierOutcome.Later, Short(reason), pause);

    /// <summary>The server refuses it for good.</summary>
    public static CarrierAnswer Refused(string reason) => new(CarrierOutcome.Refused, Short(reason));

    /// <summary>The server may have taken it.</summary>
    public static CarrierAnswer Unknown(string reason) => new(CarrierOutcome.Unknown, Short(reason));

    private static string Short(string reason)
    {
        var line = string.Concat(reason.Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        return line.Length <= ReasonLimit ? line : line[..ReasonLimit];
    }
}

/// <summary>Whether a server took a message.</summary>
public enum CarrierOutcome
{
    /// <summary>It did.</summary>
    Sent,

    /// <summary>It certainly did not, and may later.</summary>
    Later,

    /// <summary>It refuses it for good.</summary>
    Refused,

    /// <summary>That is not known.</summary>
    Unknown,
}
