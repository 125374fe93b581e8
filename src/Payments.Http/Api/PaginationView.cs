namespace Payments.Http.Api;

/// <summary>Where a page stands in its list, as the WoPay document has it; null what is not counted.</summary>
internal sealed record PaginationView(int? Page, int Limit, long? Total, long? Pages);
