using Orleans;
using Payments.Domain.Notices;

namespace Payments.Contracts.Notices;

/// <summary>A message that somebody asked for.</summary>
[GenerateSerializer, Immutable, Alias("posted-letter")]
public sealed record PostedLetter
{
    /// <summary>Names it: a second one of the same key is not sent.</summary>
    [Id(0)] public required string Key { get; init; }

    /// <summary>What it is about.</summary>
    [Id(1)] public required NoticeEvent Event { get; init; }

    /// <summary>The shop's target that it is for, or null.</summary>
    [Id(2)] public string? Target { get; init; }

    /// <summary>By what it goes.</summary>
    [Id(3)] public required NoticeChannel Channel { get; init; }

    /// <summary>To whom.</summary>
    [Id(4)] public required string Recipient { get; init; }

    /// <summary>One line.</summary>
    [Id(5)] public required string Subject { get; init; }

    /// <summary>The text, which may hold a link that opens something: it is stored sealed.</summary>
    [Id(6)] public required string Body { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"PostedLetter {{ {Key} }}";
}
