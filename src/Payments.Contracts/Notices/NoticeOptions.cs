namespace Payments.Contracts.Notices;

/// <summary>Settings of notices, section <c>Notices</c>.</summary>
public sealed class NoticeOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Notices";

    /// <summary>Notices to one address within an hour; what is above is collected into one. Default 20.</summary>
    public int MostAnHour { get; set; } = 20;
}
