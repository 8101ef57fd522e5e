// Runs before the first paint, so that a chosen theme never flashes in the other one. No module: those run too late.
{
  const chosen = localStorage.getItem('mora.theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset['theme'] = chosen;
}
