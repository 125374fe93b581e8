namespace Payments.Http.Console.Shell;

/// <summary>Sections that are listed together.</summary>
/// <param name="Name">The heading; null for none.</param>
/// <param name="Links">The sections.</param>
public sealed record NavigationGroup(string? Name, IReadOnlyList<NavigationLink> Links);

/// <summary>A section in the navigation.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Name">What it is called.</param>
/// <param name="IsHere">Whether the page is of it.</param>
public sealed record NavigationLink(string Path, string Name, bool IsHere);
