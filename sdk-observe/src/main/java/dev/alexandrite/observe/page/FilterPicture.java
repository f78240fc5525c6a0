package dev.alexandrite.observe.page;

/**
 * The filters of the first layer at a moment.
 *
 * @param picture as {@code data:} address
 * @param layer the layer's name
 * @param filters how many are shown
 * @param epochs finished epochs
 */
record FilterPicture(String picture, String layer, int filters, int epochs) {}
